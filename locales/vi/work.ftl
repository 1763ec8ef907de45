# The department's work.

# $code - reference code, $topic - topic, $hamlet - where, $author - from whom, $due - last day in words
card =
    { $code } · { $topic } · { $hamlet }
    Người gửi: { $author } · { $due }
# $files - how many
card-files = Kèm { $files } tệp.
# $latitude, $longitude - where
card-place = Vị trí: { $latitude }, { $longitude }
card-take = Nhận việc
card-answer = Trả lời
card-ask = Hỏi người gửi
card-transfer = Chuyển cơ quan khác
card-more = Việc khác
# $code - reference code
card-back = ← Về { $code }
work-more = Việc khác với { $code }:
# $count - how many cards
card-digest = Có { $count } việc mới. Chọn mã để xem và trả lời:
# $count - how many, $late - how many are late
work-list = Việc cần trả lời: { $count }, trong đó quá hạn: { $late }.
# $line - the petition in a line
work-proposed = Chờ ông/bà nhận chuyển: { $line }
# $code - reference code
work-typed-how = Để trả lời, xin gõ “{ $code } trả lời:” rồi viết nội dung. Cũng có thể gõ “{ $code } nhận”, “{ $code } hỏi”, “{ $code } chuyển”.
work-none = Không có việc nào chờ trả lời.
# $code - reference code, $name - who took it, $due - last day
work-taken = { $name } nhận { $code }. Hạn trả lời: { DAY($due) }.
# $code - reference code
delivery-nobody = Chưa có cuộc trò chuyện để gửi trả lời.
# $why - reason in words, $head - who heads the hamlet
delivery-failed = Chưa chuyển được trả lời: { $why }. Xin liên hệ trực tiếp hoặc nhờ { $head }.
# $at - when
delivery-done = Trả lời đã đến người gửi lúc { TIME($at) }, { DATE($at) }.
delivery-waiting = Trả lời đang được gửi.
# $code - reference code, $why - reason in words
delivery-failed-notice = Chưa chuyển được trả lời { $code }: { $why }. Xin liên hệ trực tiếp hoặc nhờ trưởng thôn, bản, tổ dân phố.
ask-ask = Ông/bà muốn hỏi người gửi { $code } điều gì?
ask-label = Câu hỏi
ask-review = Câu hỏi về { $code }. Xin xem lại:
ask-send = Gửi câu hỏi
transfer-ask-department = Chuyển { $code } đến cơ quan nào?
transfer-label-department = Chuyển đến
transfer-ask-reason = Xin ông/bà cho biết lý do chuyển.
transfer-label-reason = Lý do
transfer-review = Chuyển { $code }. Xin xem lại:
move-review = Chuyển { $code }. Cơ quan mới nhận việc ngay:
transfer-send = Chuyển
# $code - reference code, $department - department, $due - last day
transfer-sent = Đã đề nghị { $department } nhận { $code }. Hạn vẫn là { DAY($due) }; việc còn ở cơ quan ông/bà đến khi bên kia nhận.
# $code - reference code, $department - who passes it on, $reason - why
transfer-proposed = { $department } đề nghị chuyển { $code }. Lý do: { $reason }
transfer-accept = Nhận
transfer-decline = Không nhận
transfer-ask-decline-reason = Vì sao không nhận { $code }?
# $code - reference code, $due - last day
transfer-accepted = Đã nhận { $code }. Hạn trả lời: { DAY($due) }.
# $code - reference code, $department - who declined, $reason - why
transfer-declined = { $department } không nhận { $code }. Lý do: { $reason }
transfer-decline-sent = Đã báo không nhận { $code }.
# $code - reference code, $department - who has it now
transfer-done = { $code } nay thuộc { $department }.
# $code - reference code, $transfers - how many times, $department - who has it now
transfer-too-often = { $code } đã chuyển { $transfers } lần, hiện ở { $department }. Xin văn phòng xem và phân công.
# $code - reference code, $department - who has it now
move-done = Đã chuyển { $code } đến { $department }.
# $code - reference code, $due - last day
petition-replied-to = Người gửi đã trả lời câu hỏi về { $code } (hạn { DATE($due) }):
petition-added-to = Người gửi bổ sung { $code } (hạn { DATE($due) }):
petition-asked-again = Người gửi chưa hài lòng, hỏi lại { $code }. Hạn trả lời mới: { DAY($due) }.
# $code - reference code
petition-withdrawn-by-author = Người gửi đã rút { $code }. Không cần trả lời nữa.

# $count - how many, $late - how many are late, $today - the day
digest = Việc hôm nay, { DAY($today) }: { $count } việc chờ trả lời, { $late } quá hạn.
# $code - reference code, $due - last day
reminder-due = Sắp đến hạn: { $code }, { DAY($due) }.
reminder-late = Quá hạn: { $code }, hạn { DAY($due) }. Xin trả lời hoặc báo văn phòng.

access-refused-officer = Mục này dành cho cán bộ được mời. Xin liên hệ cán bộ văn phòng UBND để nhận lời mời.
access-refused-clerk = Mục này dành cho cán bộ văn phòng. Xin liên hệ văn phòng UBND.
access-refused-chair = Mục này dành cho lãnh đạo chủ trì. Xin liên hệ văn phòng UBND.
access-refused-department-head = Mục này dành cho người đứng đầu cơ quan. Xin liên hệ văn phòng UBND.
access-refused-supervisor = Mục này dành cho cán bộ Mặt trận được mời giám sát. Xin liên hệ văn phòng UBND.
access-refused-hamlet-head = Mục này dành cho trưởng thôn, bản, tổ dân phố được mời. Xin liên hệ cán bộ văn phòng UBND để nhận lời mời.
# $code - reference code
access-refused-read = Ông/bà không xem được { $code }.
access-refused-read-name = Người gửi { $code } đã giấu tên.
access-refused-add = Chỉ người gửi bổ sung được { $code }.
access-refused-withdraw = Chỉ người gửi rút được { $code }.
access-refused-rate = Chỉ người gửi đánh giá được trả lời { $code }.
access-refused-take = { $code } thuộc cơ quan khác. Xin bấm “Việc cần trả lời” để xem việc của ông/bà.
access-refused-answer = Chỉ cán bộ của cơ quan phụ trách trả lời được { $code }. Nếu là cán bộ, xin mở lời mời văn phòng đã gửi trong trò chuyện riêng với trợ lý.
access-refused-ask = Chỉ cán bộ của cơ quan phụ trách hỏi được về { $code }.
access-refused-transfer = Chỉ cán bộ của cơ quan phụ trách chuyển được { $code }.
access-refused-decide-transfer = Việc nhận { $code } do cơ quan được đề nghị quyết định.
access-refused-tell-author = Chỉ trưởng thôn đã chuyển ý kiến của thôn mình được nhờ báo lại { $code }.
access-refused-call-author = Người gửi { $code } đã giấu tên nên không gọi điện được.
access-refused-move = Chỉ cán bộ văn phòng chuyển được { $code }.
access-refused-redact = Chỉ cán bộ văn phòng che được thông tin trong { $code }.
access-refused-sort = Chỉ cán bộ văn phòng sửa được lĩnh vực của { $code }.
