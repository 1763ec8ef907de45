# Papers of a dialogue that are begun here and finished in Word.

papers-button = Giấy mời, bảng tổng hợp, biên bản
# $title - title of the dialogue
papers-list = { $title }: ông/bà cần giấy tờ nào? Trợ lý điền sẵn những gì đã biết; số, chữ ký để trống.
papers-invitation = Giấy mời (Word)
papers-opinions = Bảng tổng hợp ý kiến (Word)
papers-table = Bảng tổng hợp ý kiến (Excel)
papers-minutes = Biên bản, bản nháp (Word)
papers-file-invitation = giay-moi
papers-file-opinions = tong-hop-y-kien
papers-file-table = tong-hop-y-kien
papers-file-minutes = bien-ban
papers-made = Đây là bản nháp. Xin ông/bà xem lại và bổ sung trước khi trình ký.
# $hamlet - the hamlet
papers-invited-hamlet = Đại diện các hộ gia đình { $hamlet }
# $unit - the commune with its kind
papers-invited-all = Nhân dân và đại diện các tổ chức trên địa bàn { $unit }
papers-content-report = Báo cáo kết quả giải quyết ý kiến, kiến nghị của Nhân dân gửi trước hội nghị
papers-content-talk = Nhân dân trao đổi, đối thoại với người đứng đầu cấp ủy, chính quyền
papers-content-conclusion = Chủ trì hội nghị kết luận
# $unit - the commune with its kind
papers-contact = Văn phòng HĐND và UBND { $unit }
papers-channel-hamlet-head = Trưởng thôn
papers-channel-chat = Trợ lý
# $name - who speaks
papers-speaker = Ông/bà { $name }
# $code - reference code, $department - who deals with it, $text - what was decided
papers-decision = { $code }: { $text }. Giao { $department }.
# $due - the day promised
papers-decision-by = { $code }: { $text }. Giao { $department }, chậm nhất ngày { DATE($due) }.
