# What was promised after a dialogue.

menu-commitments = Việc được giao sau hội nghị
# $code - reference code
commitment-open = Việc { $code }
commitment-none = Cơ quan của ông/bà không còn việc nào được giao sau hội nghị.
# $count - how many, $late - how many are late
commitment-mine = Việc được giao sau hội nghị: { $count }, trong đó quá hạn: { $late }.
# $code - reference code, $text - what was promised, $state - where it stands
commitment-line = • { $code }: { $text } — { $state }
# $due - last day, $days - how many days late, $at - when
commitment-state-open = hạn { DATE($due) }
commitment-state-undated = chưa có ngày, báo tiến độ trước hết ngày { DATE($due) }
commitment-state-late = QUÁ HẠN { $days } ngày, hạn { DATE($due) }
commitment-state-late-undated = QUÁ HẠN báo tiến độ, hạn { DATE($due) }
commitment-state-kept = đã xong, { DATE($at) }
commitment-state-kept-late = đã xong muộn, { DATE($at) }
# $title - title of the dialogue
commitment-page = Việc { $code } · { $title }
commitment-page-matter = Người dân nêu: { $text }
commitment-page-words = Đã hứa: “{ $text }”
commitment-page-who = Phụ trách: { $department }.
commitment-page-state = Tình trạng: { $state }.
commitment-page-first = Ngày hẹn đầu tiên: { DAY($due) }.
# $asked - the day asked for, $why - reason
commitment-page-asked = Cơ quan xin dời đến { DATE($asked) }: { $why }
commitment-history = Diễn biến:
# $at - when, $text - what was written, $department - who, $due - a day, $files - how many
history-promised = • { DATE($at) }: thông báo kết luận giao { $department }, chưa ghi thời hạn
history-promised-dated = • { DATE($at) }: thông báo kết luận giao { $department }, hạn { DATE($due) }
history-progress = • { DATE($at) }: { $department } báo tiến độ: { $text }
history-progress-dated = • { DATE($at) }: { $department } báo tiến độ, dự kiến xong { DATE($due) }: { $text }
history-date-asked = • { DATE($at) }: { $department } xin dời đến { DATE($due) }: { $text }
history-date-set = • { DATE($at) }: đồng ý dời đến { DATE($due) }
history-date-refused = • { DATE($at) }: không đồng ý dời, hạn vẫn là { DATE($due) }
history-late-told-dated = • { DATE($at) }: đã báo người nêu ý kiến là quá hạn { DATE($due) }
history-kept = • { DATE($at) }: { $department } báo đã xong: { $text } ({ $files } tệp)
history-questioned = • { DATE($at) }: Mặt trận hỏi, trả lời trước hết ngày { DATE($due) }: { $text }
history-explained = • { DATE($at) }: { $department } trả lời Mặt trận: { $text }
history-carried = • { DATE($at) }: chuyển sang hội nghị sau
history-asked-again = • { DATE($at) }: người nêu ý kiến hỏi lại: { $text }
commitment-keep = Báo đã xong
commitment-report = Báo tiến độ
commitment-later = Xin dời ngày
commitment-agree = Đồng ý dời
commitment-refuse = Không đồng ý
# $code - reference code, $text - what was promised
commitment-ask-kept =
    { $code }: { $text }
    Đã làm được gì? Xin viết, gửi ảnh hoặc tệp làm bằng chứng.
commitment-label-kept = Kết quả
commitment-kept-review = { $code }: báo đã xong. Người nêu ý kiến sẽ nhận được:
commitment-ask-report =
    { $code }: { $text }
    Việc đã đến đâu? Xin viết hoặc gửi tệp.
commitment-label-report = Tiến độ
commitment-ask-expected = Dự kiến xong ngày nào? Ngày này sẽ là thời hạn.
commitment-label-due = Ngày
commitment-report-review = { $code }: xin xem lại báo cáo tiến độ:
commitment-ask-later =
    { $code }: { $text }
    Xin dời đến ngày nào?
commitment-ask-why = Vì sao phải dời? Lý do này người nêu ý kiến sẽ đọc được.
commitment-label-why = Lý do
commitment-later-review = { $code }: xin dời ngày. Chủ trì hoặc văn phòng sẽ quyết định:
commitment-kept = Đã ghi { $code } là xong và báo người nêu ý kiến.
commitment-noted = Đã ghi tiến độ của { $code }.
commitment-report-told = Đã gửi báo cáo tiến độ của { $code } đến chủ trì, Mặt trận và người nêu ý kiến.
commitment-asked = Đã gửi đề nghị dời ngày của { $code }. Trong khi chờ, hạn cũ vẫn tính.
# $due - the day that counts now
commitment-agreed = Đã đồng ý: { $code } dời đến { DAY($due) }. Người nêu ý kiến đã được báo.
commitment-not-agreed = Đã ghi không đồng ý: hạn của { $code } vẫn là { DAY($due) }.
# To the chair and the clerks. $due - the day promised, $asked - the day asked for
commitment-date-asked =
    { $department } xin dời { $code } từ { DATE($due) } đến { DATE($asked) }: { $text }
    Lý do: { $why }
# To the department
commitment-date-agreed = { $code }: đồng ý dời đến { DAY($due) }.
commitment-date-refused = { $code }: không đồng ý dời đến { DATE($asked) }. Hạn vẫn là { DAY($due) }.
# To the author, the chair and the Front
commitment-reported =
    { $code }: { $department } báo tiến độ và hẹn xong đến { DAY($due) }.
    { $text }
# To the author. $number - number of the notice
commitment-to-author =
    Ý kiến { $code } của ông/bà: theo thông báo kết luận số { $number }, { $department } giải quyết đến { DAY($due) }.
    Nội dung: { $text }
commitment-to-author-undated =
    Ý kiến { $code } của ông/bà: theo thông báo kết luận số { $number }, { $department } giải quyết.
    Chậm nhất { DAY($due) }, cơ quan này phải cho biết dự kiến ngày xong.
    Nội dung: { $text }
commitment-kept-to-author =
    { $department } báo đã làm xong việc ông/bà nêu ở { $code }: { $text }
    Nếu chưa đúng, ông/bà bấm “Hỏi lại”.
commitment-new-date =
    { $code }: { $department } chưa xong và được dời đến { DAY($due) }: { $text }
    Lý do: { $why }
commitment-late-to-author =
    { $code }: việc { $department } hứa xong đến { DATE($due) } đã quá hạn: { $text }
    Lãnh đạo cơ quan và Mặt trận đã được báo để đôn đốc.
commitment-late-to-author-undated =
    { $code }: { $department } chưa báo dự kiến ngày xong, hạn báo là { DATE($due) }: { $text }
    Lãnh đạo cơ quan và Mặt trận đã được báo để đôn đốc.
commitment-refused-unknown = Không tìm thấy việc này.
commitment-refused-elsewhere = Việc này thuộc cơ quan khác, xin xem trong trò chuyện riêng.
# $at - when
commitment-refused-kept = { $code } đã được báo là xong lúc { TIME($at) }, { DATE($at) }.
commitment-refused-no-date = Xin cho biết ngày dự kiến xong, từ hôm nay trở đi.
commitment-refused-report-first = { $code } chưa có ngày. Xin báo tiến độ kèm ngày dự kiến trước.
# $due - the day that counts
commitment-refused-not-later = Ngày xin dời phải sau { DATE($due) } và sau hôm nay.
commitment-refused-decided = Đề nghị dời ngày của { $code } đã được quyết định.
commitment-refused-to-report = Chỉ cơ quan được giao báo tiến độ { $code }.
commitment-refused-to-keep = Chỉ cơ quan được giao báo { $code } đã xong.
commitment-refused-to-ask-date = Chỉ cơ quan được giao xin dời { $code }.
commitment-refused-to-decide-date = Việc dời ngày do chủ trì hoặc văn phòng quyết định.

# In the message of the morning. $days - days left or late, $text - what was promised, $who - who owes it
reminder-commitment-soon = Còn { $days } ngày: { $code } — { $text } ({ $who }). Hạn { DAY($due) }.
reminder-commitment-today = Hôm nay là hạn: { $code } — { $text } ({ $who }), { DAY($due) }.
reminder-commitment-late = Quá hạn { $days } ngày: { $code } — { $text } ({ $who }). Hạn { DAY($due) }.
reminder-undated-soon = Còn { $days } ngày để báo tiến độ và ngày dự kiến: { $code } — { $text } ({ $who }). Hạn { DAY($due) }.
reminder-undated-today = Hôm nay phải báo tiến độ và ngày dự kiến: { $code } — { $text } ({ $who }), { DAY($due) }.
reminder-undated-late = Quá hạn { $days } ngày, chưa báo tiến độ và ngày dự kiến: { $code } — { $text } ({ $who }). Hạn { DAY($due) }.
reminder-question-soon = Còn { $days } ngày để trả lời Mặt trận về { $code }: { $text } ({ $who }). Hạn { DAY($due) }.
reminder-question-today = Hôm nay phải trả lời Mặt trận về { $code }: { $text } ({ $who }), { DAY($due) }.
reminder-question-late = Quá hạn { $days } ngày, chưa trả lời Mặt trận về { $code }: { $text } ({ $who }). Hạn { DAY($due) }.

# On the page of an opinion.
entry-answered-aloud = { TIME($at) } ngày { DATE($at) } · Trả lời trực tiếp tại hội nghị.
entry-raised = { TIME($at) } ngày { DATE($at) } · Nêu trực tiếp tại hội nghị.
entry-decided = { TIME($at) } ngày { DATE($at) } · Chủ trì kết luận tại hội nghị: { $text }
entry-promised = { TIME($at) } ngày { DATE($at) } · Kết luận giao { $department }: { $text }
entry-promised-dated = { TIME($at) } ngày { DATE($at) } · Kết luận giao { $department }, hạn { DATE($due) }: { $text }
entry-progress = { TIME($at) } ngày { DATE($at) } · { $department } báo tiến độ: { $text }
entry-progress-dated = { TIME($at) } ngày { DATE($at) } · { $department } báo tiến độ, dự kiến xong { DATE($due) }: { $text }
entry-date-asked = { TIME($at) } ngày { DATE($at) } · { $department } xin dời đến { DATE($due) }: { $text }
entry-date-set = { TIME($at) } ngày { DATE($at) } · Dời đến { DATE($due) }: { $text }
entry-date-refused = { TIME($at) } ngày { DATE($at) } · Không đồng ý dời ngày. { $text }
entry-late-told-dated = { TIME($at) } ngày { DATE($at) } · Quá hạn { DATE($due) }, { $department } chưa làm xong.
entry-kept = { TIME($at) } ngày { DATE($at) } · { $department } báo đã xong: { $text }
entry-carried = { TIME($at) } ngày { DATE($at) } · Chuyển sang hội nghị sau. { $text }
entry-questioned = { TIME($at) } ngày { DATE($at) } · Mặt trận hỏi: { $text }
entry-explained = { TIME($at) } ngày { DATE($at) } · { $department } trả lời Mặt trận: { $text }
