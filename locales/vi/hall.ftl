# In the hall: what was raised, and what the chair said becomes of it.

# $title - title of the dialogue
menu-hall = ▶ { $title }
hall-button = Ghi ý kiến tại hội nghị
hall-page = Ghi tại { $title }
# $kind - what was said of them, $count - how many
hall-count = { $kind }: { $count }
hall-kind-answered = Đã trả lời
hall-kind-promised = Giao giải quyết, có hẹn ngày
hall-kind-assigned = Giao giải quyết, chưa hẹn ngày
hall-kind-beyond = Vượt thẩm quyền
hall-kind-waiting = Chưa ghi
hall-waiting = Ý kiến đã gửi, chưa ghi kết quả:
# $code - reference code, $text - what it says, $carried - that it came from the dialogue before, or nothing
hall-line = • { $code }: { $text }{ $carried }
carried-mark = { " " }(chuyển từ hội nghị trước)
hall-raise = + Ghi ý kiến vừa phát biểu
# $code - reference code, $text - what it says
hall-option = { $code } · { $text }
hall-more = Xem tiếp
hall-see-decided = Xem những việc đã ghi
hall-decided = Đã ghi tại hội nghị:
hall-none-decided = Chưa ghi việc nào.
# $code - reference code, $text - what it says, $department - who does it, $due - by when
hall-decided-answered = • { $code } — đã trả lời tại chỗ: { $text }
hall-decided-promised = • { $code } — { $department } giải quyết đến { DATE($due) }: { $text }
hall-decided-assigned = • { $code } — { $department } giải quyết, chưa hẹn ngày: { $text }
hall-decided-beyond = • { $code } — vượt thẩm quyền, đề xuất cấp trên: { $text }
# $code - reference code
hall-correct = Ghi lại { $code }
# $code - reference code, $state - where it stands, $due - last day in words
hall-item = { $code }: { $state }, { $due }.
# $speakers - who is registered, a line each
hall-ask-said =
    Ai nêu, nêu gì? Viết một dòng: số hoặc tên người nêu, dấu hai chấm, rồi nội dung. Ví dụ: 3: đường xóm ngập
    { $speakers }
hall-no-speakers = Chưa có ai đăng ký phát biểu. Không cần ghi tên cũng được.
# $text - what was raised
hall-ask-decision =
    { $text }
    Chủ trì quyết định thế nào?
hall-answer = Đã trả lời tại chỗ
# $department - where it is
hall-assign = Giao { $department }
hall-assign-other = Giao cơ quan khác
hall-beyond = Vượt thẩm quyền
hall-ask-department = Giao cơ quan nào?
hall-ask-due = Hẹn đến ngày nào? Chọn, hoặc viết ngày.
# $days - in how many days, $day - that day
hall-due = { $days } ngày: { DATE($day) }
hall-no-day = Không hẹn ngày
hall-ask-words = Chủ trì đã nói gì? Viết một dòng để ghi vào kết luận, hoặc bỏ qua.
hall-no-words = Không ghi thêm
hall-noted = Đã ghi:
hall-refused-not-now = Chỉ ghi được khi { $title } đang diễn ra hoặc vừa kết thúc.
# $code - reference code
hall-refused-other-dialogue = { $code } không thuộc hội nghị này.
hall-refused-to-note = Mục này dành cho văn phòng và lãnh đạo chủ trì.
hall-refused-to-read-notice = Mục này dành cho văn phòng, lãnh đạo chủ trì và Mặt trận.
hall-refused-to-edit-notice = Chỉ văn phòng soạn và ban hành thông báo kết luận.
hall-refused-to-follow = Mục này dành cho văn phòng, lãnh đạo chủ trì và Mặt trận.
hall-refused-to-read-report = Báo cáo này dành cho văn phòng, lãnh đạo chủ trì và Mặt trận.
hall-refused-to-publish = Mục này dành cho văn phòng và lãnh đạo chủ trì.
# To the author. $code - reference code, $title - title of the dialogue, $body - what was asked
hall-answered =
    Ý kiến { $code } của ông/bà đã được trả lời tại { $title }.
    Ông/bà hỏi: “{ $body }”
hall-answered-aloud = Chủ trì đã trả lời trực tiếp tại hội nghị.
# To a department. $code - reference code, $title - title of the dialogue
hall-passed-up = { $code }: tại { $title }, chủ trì kết luận việc này vượt thẩm quyền. Xin lập văn bản đề xuất cấp trên.
access-refused-decide-in-hall = Chỉ văn phòng và lãnh đạo chủ trì ghi được kết luận về { $code }.
access-refused-question = Chỉ Mặt trận hỏi được cơ quan về { $code }.
