# What stands on the paper of a conclusion notice.

# $province - name of the province
paper-above = Đảng bộ { $province }
# $unit - the commune, with its kind
paper-issuer-party = Đảng ủy { $unit }
paper-issuer-state = Ủy ban nhân dân { $unit }
paper-motto-party = ĐẢNG CỘNG SẢN VIỆT NAM
paper-motto-state =
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Độc lập - Tự do - Hạnh phúc
# $number - number
paper-number-party = Số { $number }
paper-number-state = Số: { $number }
# $place - where, $day - day, $month - month, $year - year
paper-place-and-day = { $place }, ngày { $day } tháng { $month } năm { $year }
paper-place-and-day-open = { $place }, ngày … tháng … năm …
paper-notice = THÔNG BÁO
# $title - title of the dialogue
paper-subject-party = kết luận của chủ trì tại { $title }
paper-subject-state = Kết luận của chủ trì tại { $title }
paper-chairs = Lãnh đạo Đảng ủy, Ủy ban nhân dân
# $when - day, $venue - where, $chairs - who chaired, $title - title, $count - how many matters
paper-opening = Ngày { $when }, tại { $venue }, { $chairs } chủ trì { $title }. Có { $count } ý kiến, kiến nghị được nêu và xem xét. Chủ trì hội nghị kết luận như sau:
paper-opening-undated = Tại { $venue }, { $chairs } chủ trì { $title }. Có { $count } ý kiến, kiến nghị được nêu và xem xét. Chủ trì hội nghị kết luận như sau:
paper-group-answered = Nội dung đã trả lời, giải quyết
paper-group-promised = Nội dung giao giải quyết, có thời hạn
paper-group-assigned = Nội dung giao giải quyết, chưa ghi thời hạn
paper-group-beyond = Nội dung vượt thẩm quyền, đề xuất cấp trên
paper-group-open = Nội dung đang xem xét
paper-carried = chuyển từ hội nghị trước
paper-no-matter = Nội dung trong tệp gửi kèm
paper-nothing-answered = Đã trả lời trực tiếp tại hội nghị
paper-nothing-promised = giải quyết nội dung nêu trên
paper-nothing-assigned = xem xét, giải quyết nội dung nêu trên
paper-nothing-beyond = nội dung nêu trên
paper-nothing-open = xem xét nội dung nêu trên
# $department - who, $text - what, $due - last day
paper-outcome-answered = Trả lời: { $text }.
paper-outcome-promised = Giao { $department }: { $text }. Thời hạn: đến hết ngày { $due }.
paper-outcome-assigned = Giao { $department }: { $text }.
paper-outcome-beyond = Giao { $department } lập văn bản đề xuất cấp có thẩm quyền xem xét, giải quyết: { $text }.
paper-outcome-open = { $department } tiếp tục: { $text }; trả lời trước hết ngày { $due }.
paper-outcome-open-late = { $department } tiếp tục: { $text }; trả lời ngay người nêu ý kiến.
# $days - in how many days
paper-closing-undated = Đối với nội dung chưa ghi thời hạn: chậm nhất { $days } ngày sau khi có thông báo này, cơ quan được giao trả lời bằng văn bản quá trình xử lý, dự kiến thời gian giải quyết cho chủ trì hội nghị và công dân được biết. Đồng thời gửi Ủy ban MTTQ Việt Nam để giám sát.
paper-closing-beyond = Khi có ý kiến của cấp trên, cơ quan được giao trả lời người nêu ý kiến.
paper-closing = Các cơ quan, đơn vị được giao căn cứ thông báo này tổ chức thực hiện, báo cáo Ủy ban nhân dân { $unit }. Đề nghị Ủy ban MTTQ Việt Nam giám sát việc thực hiện.
paper-recipients = Nơi nhận:
# $name - who gets it
paper-recipient = - { $name },
# $unit - the commune, with its kind
paper-recipient-front = Ủy ban MTTQ Việt Nam { $unit } (để giám sát)
paper-archive-party = - Lưu Văn phòng Đảng ủy.
paper-archive-state = - Lưu: VT.
paper-capacity-party = T/M ĐẢNG ỦY
paper-capacity-state = TM. ỦY BAN NHÂN DÂN
