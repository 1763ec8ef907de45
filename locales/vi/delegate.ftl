# Delegates: whom each hamlet sends to a dialogue.

# $title - the dialogue, $day - its day, $limit - how many
delegate-wanted = { $title } ({ $day }): mỗi nơi cử { $limit } đại biểu.
delegate-ask-dialogue = Ông/bà cử đại biểu dự hội nghị nào?
delegate-ask-names = Xin ông/bà viết họ tên các đại biểu, mỗi người một dòng. Danh sách này thay cho danh sách trước (nếu có).
delegate-label-names = Đại biểu
delegate-no-names = Chưa thấy họ tên nào. Xin viết mỗi người một dòng.
delegate-review = Xin xem lại danh sách đại biểu:
delegate-send = Gửi danh sách
# $title - the dialogue, $hamlet - from where, $names - who
delegate-named = Đã ghi đại biểu của { $hamlet } dự { $title }: { $names }.
delegate-change = Sửa danh sách đại biểu
delegate-none-wanted = Hiện không có hội nghị nào đề nghị cử đại biểu.
# $limit - how many, $count - how many were written
delegate-refused-too-many = Mỗi nơi cử { $limit } đại biểu, ông/bà viết { $count } người. Xin bớt lại.
# $title - the dialogue
delegate-refused-closed = { $title } không nhận danh sách đại biểu nữa.
# $title - the dialogue, $limit - how many each, $count - named so far, $missing - hamlets without any
delegate-list = { $title }: mỗi nơi cử { $limit } đại biểu, đã có { $count } người, còn { $missing } nơi chưa cử.
# $hamlet - from where, $names - who
delegate-line = • { $hamlet }: { $names }
delegate-line-missing = • { $hamlet }: chưa cử
menu-delegates = Cử đại biểu
clerk-delegates = Danh sách đại biểu
