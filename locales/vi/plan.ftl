# Reading plans of dialogues.

plan-refused-scan = Tệp này là ảnh chụp hoặc bản quét, không có chữ để đọc. Xin gửi bản Word hoặc PDF xuất từ Word.
plan-refused-encrypted = Tệp này có mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi gửi lại.
plan-refused-type = Không đọc được loại tệp này. Xin gửi tệp .docx, .pdf hoặc .txt.
plan-refused-too-big = Tệp này quá lớn đối với một kế hoạch. Xin gửi riêng phần kế hoạch.
plan-refused-broken = Tệp này bị hỏng nên không mở được. Xin lưu lại rồi gửi lại.
plan-refused-no-plan = Văn bản này không phải là kế hoạch đối thoại.
plan-refused-gone = Phần này không còn nữa. Xin ông/bà mở lại mục “Kế hoạch” ở trang chính.
plan-refused-no-file = Không tìm thấy tệp. Xin ông/bà gửi lại.

# Handing a plan over.
menu-plans = Kế hoạch
# $files - how many files a clerk has sent
plan-offer = Đã nhận { $files } tệp. Ông/bà muốn làm gì?
plan-read = Đọc kế hoạch từ tệp này
plan-send-here = Để nhập kế hoạch, xin ông/bà gửi tệp Word, PDF hoặc văn bản vào đây.
plan-list = Các kế hoạch đã ghi nhận:
plan-none = Chưa có kế hoạch nào.
# $title - title of the plan, $year - its year
plan-option = { $year }: { $title }
plan-resume = Xem tiếp kế hoạch đang đọc
# $title - title of the plan
plan-in-force = { $title }
plan-reopen = Xem lại và sửa
# $title - title of the plan
plan-nothing-new = Kế hoạch này đã được ghi nhận trước đây, không có gì thay đổi: { $title }
plan-newer = Đây là bản mới của kế hoạch đã ghi nhận. Những chỗ thay đổi sẽ được liệt kê trước khi xác nhận.
# $named - the commune on the paper, $commune - this commune
plan-of-another = Xin chú ý: đây là kế hoạch của { $named }, không phải của { $commune }. Ông/bà có xem tiếp không?
plan-go-on-anyway = Vẫn xem tiếp

# Looking through.
# $nth - which part, $of - how many parts, $name - what it is about
plan-section = Phần { $nth }/{ $of }: { $name }
plan-section-1 = văn bản
plan-section-2 = các hội nghị
plan-section-3 = việc phải làm trước hội nghị
plan-section-4 = việc sau hội nghị
plan-section-5 = nội dung, chương trình
plan-empty-1 = Không rõ các thông tin của văn bản.
plan-empty-2 = Kế hoạch không nêu hội nghị nào.
plan-empty-3 = Kế hoạch không nêu việc nào có thời hạn.
plan-empty-4 = Kế hoạch không nêu việc sau hội nghị.
plan-empty-5 = Kế hoạch không nêu nội dung, chương trình.
# $label - name of the fact, $value - the fact
plan-line = • { $label }: { $value }
# $line - a fact with its name
plan-line-unsure = { $line } (chưa chắc)
# $source - the sentence of the paper
plan-line-unsure-source = { $line } (chưa chắc, câu gốc: “{ $source }”)
# $nth - number, $what - what it is called
plan-item = { $nth }. { $what }
# $who - who is responsible
plan-task-head = { $nth }. { $what } — { $who }
# $due - until when
plan-task-due = • Thời hạn: { $due }
# $to - to whom it is sent, $via - through whom
plan-task-sent = • Gửi { $to }, qua { $via }
plan-task-sent-to = • Gửi { $to }
# $name - as the paper names them, $department - the department that is meant
plan-who = { $name } ({ $department })
plan-who-unknown = { $name } (sẽ hỏi cơ quan nào)
plan-dialogue-unnamed = Hội nghị
# $count - how many more
plan-more = …và { $count } mục nữa
plan-not-said = chưa nêu
plan-yes = có
plan-no = không
plan-right = Đúng, xem tiếp
plan-edit = Sửa
plan-source = Xem câu gốc
plan-stop = Thôi
plan-quotes = Câu gốc trong kế hoạch:
# $text - a sentence of the paper
plan-quoted = “{ $text }”
plan-stopped = Đã dừng, chưa ghi nhận gì. Phần đã đọc và sửa vẫn được giữ ở mục “Kế hoạch”.
plan-drop = Bỏ kế hoạch đang đọc
plan-dropped = Đã bỏ kế hoạch đang đọc.

plan-label-title = Tên kế hoạch
plan-label-number = Số
plan-label-issued_on = Ngày ban hành
plan-label-issuer = Cơ quan ban hành
plan-label-signed_by = Người ký
plan-label-commune = Xã, phường
plan-label-commune_kind = Loại đơn vị
plan-label-district = Huyện
plan-label-province = Tỉnh
plan-label-year = Năm
plan-label-legal_bases = Căn cứ
plan-label-chairs = Chủ trì
plan-label-unit = Nơi hoặc đối tượng
plan-label-when = Thời gian
plan-label-venue = Địa điểm
plan-label-audience = Người tham gia đối thoại
plan-label-invited = Mời dự
plan-label-delegates_per_hamlet = Đại biểu mỗi thôn
plan-label-half_days = Thời lượng
plan-label-what = Việc
plan-label-responsible = Cơ quan làm
plan-label-to = Gửi cho
plan-label-via = Gửi qua
plan-label-due = Thời hạn
plan-label-within_days = Trong số ngày
plan-label-supervisor = Giám sát
plan-label-minutes_by = Ghi biên bản
plan-label-conclusion_by = Dự thảo kết luận
plan-label-opinions_by = Thu thập ý kiến
plan-label-survey = Lấy phiếu hài lòng
plan-label-publish = Công khai kết quả
plan-label-ad_hoc_dialogues = Có thể đối thoại đột xuất
plan-label-after = Việc sau hội nghị
# $label - name of the fact, $of - of which dialogue
plan-fact-of = { $label } ({ $of })
plan-label-topics = Nội dung
plan-label-programme = Chương trình

# $when - a day or a span of days, $time - hour
plan-when-at = { $time }, { $when }
# $part - part of the day
plan-when-part = { $part } { $when }
plan-when-tentative = { $when } (dự kiến)
plan-part-morning = sáng
plan-part-afternoon = chiều
plan-part-evening = tối
# $least - at least so many, $most - at most so many
plan-half-days = { $least }–{ $most } buổi
# $count - so many
plan-half-days-exactly = { $count } buổi
# $day - a day
plan-due-before = trước ngày { DATE($day) }
plan-due-on = chậm nhất { DATE($day) }
# $count - so many days
plan-due-days-before = trước hội nghị { $count }
# $event - what it is counted from
plan-due-days-after = trong { $count } kể từ { $event }

plan-after-conclusion_notice = Ban hành thông báo kết luận
plan-after-item_with_deadline = Việc có thời hạn trong kết luận: giải quyết đúng hạn
plan-after-item_without_deadline = Việc chưa có thời hạn trong kết luận: trả lời bằng văn bản
plan-after-escalate_beyond_authority = Việc vượt thẩm quyền: kiến nghị cấp trên
plan-after-publish_results = Công khai kết quả
# $what - what has to be done, $due - until when
plan-after-due = { $what }, { $due }

# Correcting.
plan-edit-which = Ông/bà muốn sửa mục nào?
# $nth - number, $label - name of the fact, $value - the fact
plan-fact-option = { $nth }. { $label }: { $value }
plan-add-2 = + Thêm hội nghị
plan-add-3 = + Thêm việc
plan-remove-2 = Bỏ hội nghị này
plan-remove-3 = Bỏ việc này
plan-remove-4 = Bỏ mục này
# $label - name of the fact, $now - the fact, $how - how it is written
plan-ask-fact =
    { $label } hiện là: { $now }.
    { $how }
plan-how-text = Xin ông/bà viết lại cho đúng.
plan-how-list = Xin ông/bà viết lại cho đúng, mỗi mục một dòng hoặc cách nhau bằng dấu chấm phẩy.
plan-how-number = Xin ông/bà viết một số.
plan-how-halves = Xin ông/bà viết số buổi, ví dụ 1 hoặc 1-2.
# $year - this year
plan-how-year = Xin ông/bà viết năm, ví dụ { $year }.
plan-how-day = Xin ông/bà viết ngày, ví dụ 14/11/2025.
plan-how-when = Xin ông/bà viết ngày hoặc khoảng thời gian, ví dụ: 7h30 ngày 14/11/2025; tháng 8/2025; quý III/2025; từ 15/11 đến 30/11.
plan-how-due = Xin ông/bà viết thời hạn, ví dụ: trước 07/11/2025; 07/11/2025; trước hội nghị 7 ngày.
plan-how-what = Xin ông/bà chọn một việc.
plan-unread-text = Xin ông/bà viết bằng chữ.
plan-unread-list = Chưa rõ các mục. Xin viết mỗi mục một dòng.
plan-unread-number = Chưa rõ số. Xin viết một số, ví dụ 7.
plan-unread-halves = Chưa rõ số buổi. Xin viết như 1 hoặc 1-2.
plan-unread-year = Chưa rõ năm. Xin viết như { $year }.
plan-unread-day = Chưa rõ ngày. Xin viết như 14/11/2025.
plan-unread-when = Chưa rõ thời gian. Xin viết như 14/11/2025 hoặc tháng 8/2025.
plan-unread-due = Chưa rõ thời hạn. Xin viết như 07/11/2025 hoặc trước hội nghị 7 ngày.
plan-unread-what = Xin ông/bà chọn một việc ở dưới.
plan-take-away = Bỏ trống
plan-keep = Giữ nguyên
plan-corrected = Đã sửa.

# Asking for what is missing.
# $about - which dialogue, $said - what the plan says of the day, $left - how many questions are left
plan-ask-day =
    { $about }: kế hoạch ghi { $said }.
    Hội nghị vào ngày nào? Xin ông/bà viết, ví dụ 14/11, hoặc chọn. (Còn { $left } câu.)
plan-ask-hour =
    { $about }: hội nghị lúc mấy giờ? (Còn { $left } câu, kế hoạch ghi { $said }.)
plan-ask-place =
    { $about } không có trong danh sách thôn, xóm của địa phương. Kế hoạch ghi { $said }.
    Đây là nơi nào? (Còn { $left } câu.)
plan-ask-venue =
    { $about }, { $said }: kế hoạch chưa nêu địa điểm.
    Hội nghị ở đâu? Xin ông/bà chọn hoặc viết. (Còn { $left } câu.)
# $about - as the plan names them
plan-ask-department =
    Kế hoạch giao việc cho “{ $about }”. Đó là cơ quan nào? (Còn { $left } câu.)
plan-not-fixed = Chưa ấn định
plan-none-fixed = Chưa ấn định hội nghị nào
plan-ask-again = Trả lời lại các câu hỏi
# $when - when, as the plan says it
plan-when-past = { $when } (đã qua)
plan-no-day = chưa nêu ngày
plan-hour-not-fixed = Chưa rõ giờ
plan-venue-not-fixed = Chưa rõ địa điểm
plan-whole-commune = Toàn địa bàn
plan-audience = Nơi khác, nhóm người khác
plan-no-department = Không thuộc danh sách

# Confirming.
# $dialogues, $milestones - how many will be made
plan-summary =
    { $milestones ->
        [0] Khi xác nhận, trợ lý sẽ tạo { $dialogues } hội nghị theo kế hoạch:
       *[other] Khi xác nhận, trợ lý sẽ tạo { $dialogues } hội nghị và { $milestones } mốc việc theo kế hoạch:
    }
plan-summary-law = Mỗi hội nghị còn có hai mốc theo luật: thông báo cho người dân và công khai kết quả.
plan-summary-law-notice =
    Mỗi hội nghị còn có một mốc theo luật: thông báo cho người dân.
    Việc công khai kết quả theo hạn đến trước: của kế hoạch hoặc của luật.
# $title - title, $when - when, as far as it is known
plan-dialogue-line = { $title }: { $when }
# $what - what has to be done, $who - by whom, $due - until when
plan-task-line-nobody = • { $what }: { $due }
plan-task-line = • { $what } — { $who }: { $due }
# $what - what has to be done, $who - by whom
plan-task-by = { $what } ({ $who })
# $to - to whom it is sent, $via - through whom
plan-task-to = gửi { $to }, qua { $via }
plan-department-none = không thuộc danh sách
# $count - how many
plan-delegates = mỗi thôn { $count } đại biểu
plan-tasks-shared = Mốc việc chung của kế hoạch:
plan-confirm = Xác nhận
plan-changes = Khi xác nhận, kế hoạch đã ghi nhận sẽ thay đổi như sau. Người liên quan sẽ được báo nếu đổi ngày:
# $subject - what changes, $before - as it was, $after - as it will be
plan-change-changed = • { $subject }: { $before } → { $after }
# $subject - what is new, $after - when
plan-change-added = + Thêm { $subject }: { $after }
# $subject - what is gone
plan-change-gone = − Bỏ { $subject }
plan-change-kept = • Giữ lại { $subject } (không còn trong kế hoạch nhưng đã có việc gắn với hội nghị này)
# $dialogues, $milestones - how many there are
plan-applied = Đã ghi nhận kế hoạch: { $dialogues } hội nghị{ $milestones ->
        [0] .
       *[other] , { $milestones } mốc việc.
    }
plan-updated = Đã cập nhật kế hoạch: { $dialogues } hội nghị{ $milestones ->
        [0] .
       *[other] , { $milestones } mốc việc.
    }
# $audience - whom it is for, $year - year
plan-title-audience = Hội nghị đối thoại với { $audience } năm { $year }
# $title - title, $nth - which one of several
plan-title-nth = { $title } (lần { $nth })
plan-venue-open = địa điểm sẽ báo sau
