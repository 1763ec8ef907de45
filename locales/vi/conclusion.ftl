# The conclusion notice in the chat.

conclusion-button = Thông báo kết luận
# $title - title of the dialogue
conclusion-page = Thông báo kết luận: { $title }
# $number - number of the notice, $at - when
conclusion-state-issued = Số { $number }, ban hành lúc { TIME($at) }, { DATE($at) }.
conclusion-numbered = Số: { $number }
# $day - day, $title - as what, $name - who
conclusion-signed = Ký ngày { DATE($day) }: { $title } { $name }
conclusion-layout-party = Thể thức văn bản của Đảng
conclusion-layout-state = Thể thức văn bản của UBND
# $name - name of the file
conclusion-own-file = Bản sẽ ban hành: tệp { $name } do văn phòng gửi.
# $lacks - what is lacking, joined by commas
conclusion-lacks = Còn thiếu: { $lacks }.
conclusion-lacks-number = số
conclusion-lacks-day = ngày ký
conclusion-lacks-title = chức vụ người ký
conclusion-lacks-name = tên người ký
# $count - how many
conclusion-left-out = Không đưa vào thông báo: { $count } việc.
# $group - part of the notice, $count - how many
conclusion-part = { $group } ({ $count }):
conclusion-count = • { $group }: { $count }
conclusion-group-answered = Đã trả lời, giải quyết
conclusion-group-promised = Giao giải quyết, có thời hạn
conclusion-group-assigned = Giao giải quyết, chưa ghi thời hạn
conclusion-group-beyond = Vượt thẩm quyền
conclusion-group-open = Đang xem xét
# $code - reference code, $text - what the notice says, $due - last day
conclusion-line-answered = • { $code }: { $text }
conclusion-line-promised = • { $code }: { $text } — hạn { DATE($due) }
conclusion-line-assigned = • { $code }: { $text } — chưa ghi thời hạn
conclusion-line-beyond = • { $code }: { $text } — đề xuất cấp trên
conclusion-line-open = • { $code }: { $text } — trả lời trước hết ngày { DATE($due) }
conclusion-line-open-late = • { $code }: { $text } — ĐÃ QUÁ HẠN trả lời, nên giao lại có thời hạn
conclusion-edit = Sửa từng việc
conclusion-facts = Ghi số, ngày, người ký
conclusion-paper = Xem bản Word
conclusion-send = Gửi bản Word đã sửa
conclusion-issue = Ban hành
# $title - title of the dialogue
conclusion-items = Các việc trong thông báo kết luận của { $title }. Chọn việc cần sửa:
# $line - the item
conclusion-item-left-out = { $line } (không đưa vào)
# $code - reference code, $group - part of the notice
conclusion-item-head = { $code } · { $group }
conclusion-item-matter = Nội dung nêu: { $text }
conclusion-item-words = Kết luận: { $text }
conclusion-item-department = Cơ quan: { $department }
conclusion-item-due = Thời hạn: { DAY($due) }
conclusion-item-carried = Chuyển từ hội nghị trước.
conclusion-change-words = Sửa nội dung
conclusion-change-department = Đổi cơ quan
conclusion-change-due = Đổi thời hạn
conclusion-change-group = Chuyển sang phần khác
conclusion-up = ↑ Lên trên
conclusion-down = ↓ Xuống dưới
conclusion-leave = Không đưa vào thông báo
conclusion-put-back = Đưa lại vào thông báo
# $code - reference code, $place - place in its part, $count - how many there are
conclusion-place = { $code }: thứ { $place } trên { $count }.
conclusion-ask-words =
    { $code }: { $text }
    Xin viết lời kết luận mới.
conclusion-ask-department = { $code }: giao cơ quan nào?
conclusion-ask-due = { $code }: hẹn đến ngày nào? Chọn, hoặc viết ngày.
conclusion-ask-group = { $code }: đưa vào phần nào?
conclusion-choose-answered = Đã trả lời, giải quyết
conclusion-choose-promised = Giao cơ quan giải quyết
conclusion-choose-beyond = Vượt thẩm quyền
conclusion-choose-open = Đang xem xét
conclusion-ask-number = Số thông báo là gì? Viết như 05-TB/ĐU (văn bản của Đảng) hoặc 05/TB-UBND (văn bản của UBND).
conclusion-no-number = Chưa rõ số. Xin viết như 05-TB/ĐU hoặc 05/TB-UBND.
conclusion-label-number = Số
# $number - number, $layout - the layout it belongs to
conclusion-number-shown = { $number } ({ $layout })
conclusion-ask-day = Ngày ký là ngày nào? Chọn hoặc viết.
conclusion-label-day = Ngày ký
conclusion-ask-title = Người ký có chức vụ gì? Chọn hoặc viết.
conclusion-label-title = Chức vụ
conclusion-ask-name = Họ và tên người ký?
conclusion-label-name = Người ký
conclusion-facts-review = Xin xem lại:
conclusion-facts-send = Ghi
conclusion-paper-made = Bản Word ở dưới. Có thể tải về sửa rồi gửi lại bằng nút “Gửi bản Word đã sửa”.
conclusion-ask-file = Xin gửi bản Word đã sửa, hoặc bản PDF đã ký. Bản này sẽ là bản ban hành.
conclusion-file-taken = Đã nhận { $name }. Bản này sẽ được gửi khi ban hành.
# $codes - reference codes
conclusion-file-changed = Đã theo bản Word đổi nội dung, thời hạn của: { $codes }.
conclusion-file-unread = Trợ lý không đọc được phần của { $codes } trong tệp. Nếu nội dung hoặc thời hạn khác, xin gửi lại sau khi sửa ở “Sửa từng việc”.
conclusion-file-strange = Trong tệp có đoạn viết thêm. Trợ lý chỉ theo dõi những việc có mã ở dưới.
conclusion-file-not-read = Tệp này không phải Word nên trợ lý không đọc. Trợ lý theo dõi các việc như ở dưới.
# $number - number, $commitments - how many promises
conclusion-sure = Ban hành thông báo số { $number }: { $commitments } việc được giao sẽ theo dõi đến khi xong. Ban hành rồi không sửa được.
# $departments - who is told
conclusion-sure-told = Sẽ gửi: { $departments }; Mặt trận; chủ trì; và báo người nêu ý kiến.
conclusion-sure-made = Bản gửi đi: bản Word do trợ lý lập.
# $name - name of the file
conclusion-sure-file = Bản gửi đi: tệp { $name }.
conclusion-changed = Nội dung vừa thay đổi. Xin xem lại trước khi ban hành.
conclusion-issued-now = Đã ban hành thông báo số { $number } và gửi các nơi. Đang theo dõi { $commitments } việc được giao.
# $title - title of the dialogue
conclusion-issued = Thông báo kết luận số { $number } của { $title } đã ban hành.
# $department - to whom, $number - number, $title - title of the dialogue
conclusion-to-department =
    Gửi { $department }: thông báo kết luận số { $number } của { $title } đã ban hành.
    Việc của cơ quan:
conclusion-refused-not-yet = { $title } chưa kết thúc nên chưa lập được thông báo kết luận.
conclusion-refused-not-issued = { $title } chưa có thông báo kết luận.
conclusion-refused-none = Thông báo này chưa được lập. Xin mở lại “Thông báo kết luận”.
# $number - number, $at - when
conclusion-refused-issued = Thông báo số { $number } đã ban hành lúc { TIME($at) }, { DATE($at) } nên không sửa được nữa.
# $lacks - what is lacking
conclusion-refused-lacks = Chưa ban hành được, còn thiếu: { $lacks }.
conclusion-refused-no-item = { $code } không có trong thông báo này.
conclusion-refused-no-file = Chưa nhận được tệp Word hoặc PDF. Xin gửi lại.
