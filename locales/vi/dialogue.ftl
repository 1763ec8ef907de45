# Dialogue conferences.

# $whole - yes for the whole commune, $where - name of the commune or hamlet, $year - year
dialogue-title =
    { $whole ->
        [yes] Hội nghị đối thoại với Nhân dân { $where } năm { $year }
       *[no] Hội nghị đối thoại tại { $where } năm { $year }
    }
dialogue-title-extraordinary =
    { $whole ->
        [yes] Hội nghị đối thoại đột xuất với Nhân dân { $where } năm { $year }
       *[no] Hội nghị đối thoại đột xuất tại { $where } năm { $year }
    }
dialogue-coming = Hội nghị đối thoại sắp tới:
dialogue-none = Chưa có hội nghị đối thoại nào được ấn định. Ông/bà vẫn có thể gửi ý kiến.
# $title - title, $when - when, as far as it is known, $venue - where, $state - state in words
dialogue-line = { $title }: { $when }, tại { $venue } — { $state }.
# $starts - when
dialogue-when = { TIME($starts) }, { DAY($starts) }
# $window - the days it may be on
dialogue-when-open = chưa ấn định ngày (theo kế hoạch: { $window })
dialogue-when-unknown = chưa ấn định ngày
dialogue-day-open = chưa ấn định ngày
# $day - day
window-day = { DATE($day) }
window-before = trước { DATE($day) }
# $month - month, $year - year
window-month = tháng { $month }/{ $year }
# $quarter - I to IV, $year - year
window-quarter = quý { $quarter }/{ $year }
# $first - first day, $last - last day
window-range = từ { DATE($first) } đến { DATE($last) }
dialogue-state-planned = chưa nhận ý kiến
dialogue-state-announced = đã thông báo, chưa nhận ý kiến
dialogue-state-collecting = đang nhận ý kiến
dialogue-state-collated = đã đóng nhận ý kiến
dialogue-state-answering = các cơ quan đang chuẩn bị trả lời
dialogue-state-in-session = đang diễn ra
dialogue-state-concluded = đã kết thúc, chờ thông báo kết luận
dialogue-state-following-up = đang theo dõi việc thực hiện kết luận
dialogue-state-closed = đã hoàn tất
dialogue-state-postponed = tạm hoãn
dialogue-state-cancelled = đã hủy
# $when - when, as far as it is known, $who - who is invited
dialogue-page =
    { $title }
    Thời gian: { $when }.
    Địa điểm: { $venue }. Dành cho: { $who }.
    Tình trạng: { $state }.
dialogue-speakers-open = Đang nhận đăng ký phát biểu.
# $until - when registration closes
dialogue-speakers-until = Nhận đăng ký phát biểu đến { TIME($until) }, { DAY($until) }.
# $title - title, $when - when, $venue - where, $speakers - until when speakers register
dialogue-collecting =
    Đã mở nhận ý kiến cho { $title } ({ $when }, tại { $venue }).
    { $speakers } Xin ông/bà báo cho bà con và gửi ý kiến thu thập được.
# $limit - how many
dialogue-collecting-delegates = Mỗi nơi cử { $limit } đại biểu dự hội nghị.

dialogue-ask-unit = Hội nghị cho toàn địa bàn hay một nơi? Xin ông/bà chọn.
dialogue-label-unit = Phạm vi
# $short - a day without its year, $day - the same day
dialogue-ask-day = Xin ông/bà cho biết ngày, ví dụ { $short } hoặc { DATE($day) }.
dialogue-label-day = Ngày
# $day - a day
dialogue-no-day = Chưa rõ ngày. Xin viết như { DATE($day) }.
# $day - the day that was written
dialogue-day-past = Ngày { DATE($day) } đã qua. Xin chọn ngày sắp tới.
dialogue-ask-time = Xin ông/bà chọn giờ hoặc viết, ví dụ 7h30.
dialogue-label-time = Giờ
dialogue-no-time = Chưa rõ giờ. Xin viết như 7h30 hoặc 14:00.
dialogue-ask-venue = Xin ông/bà chọn địa điểm hoặc viết.
dialogue-label-venue = Địa điểm
dialogue-ask-collecting = Ông/bà có mở nhận ý kiến ngay không?
dialogue-label-collecting = Nhận ý kiến
dialogue-collect-now = Mở ngay
dialogue-collect-later = Để sau
dialogue-review = Xin xem lại hội nghị:
dialogue-send = Tạo hội nghị
# $title - title
dialogue-created = Đã tạo: { $title }.
dialogue-refused-past = Thời điểm này đã qua. Xin sửa ngày hoặc giờ.
dialogue-refused-unknown = Không tìm thấy hội nghị này.
dialogue-refused-over = Hội nghị này đã diễn ra.
dialogue-refused-when-planned = { $title } chưa mở nhận ý kiến.
dialogue-refused-when-collecting = { $title } đang nhận ý kiến.
dialogue-refused-when-announced = { $title } đã thông báo, chưa mở nhận ý kiến.
dialogue-refused-when-collated = { $title } đã đóng nhận ý kiến.
dialogue-refused-when-answering = { $title } đang ở bước chuẩn bị trả lời.
dialogue-refused-when-in-session = { $title } đang diễn ra.
dialogue-refused-when-concluded = { $title } đã kết thúc.
dialogue-refused-when-following-up = { $title } đã kết thúc, đang theo dõi thực hiện kết luận.
dialogue-refused-when-closed = { $title } đã hoàn tất.
dialogue-refused-when-postponed = { $title } đang tạm hoãn. Xin ấn định ngày mới trước.
dialogue-refused-when-cancelled = { $title } đã hủy.

dialogue-see = Xem hội nghị
# $title - title, $when - when, $venue - where, $was - the day before, in words or nothing
dialogue-fixed = Đã ấn định ngày { $title }: { $when }, tại { $venue }.
dialogue-moved = { $title } đổi lịch: { $when }, tại { $venue }{ $was }. Xin ông/bà theo lịch mới.
# $reason - why
dialogue-postponed = { $title } tạm hoãn{ $was }. Lý do: { $reason }. Khi có ngày mới, ông/bà sẽ được báo.
dialogue-cancelled = { $title } đã hủy{ $was }. Lý do: { $reason }.
# there and back, while nobody had heard of it
dialogue-stays = Lịch của { $title }: { $when }, tại { $venue }.
dialogue-moved-venue = { $title } đổi địa điểm: { $venue } (địa điểm cũ: { $was }). Thời gian không đổi: { $when }.
# $before - when it was to be
dialogue-was = { " " }(lịch cũ: { $before })
# $before, $then - two schedules that were told one after the other
dialogue-was-both = { $before } và { $then }
# $starts - when, $venue - where
dialogue-was-at = { TIME($starts) }, { DAY($starts) }, tại { $venue }
# $title - title, $when - when, as far as it is known
dialogue-date-now = { $title }: { $when }.
dialogue-date-review = Xin xem lại ngày giờ. Khi gửi, những người liên quan sẽ được báo một lần:
dialogue-date-send = Ấn định
dialogue-dated = Đã ghi: { $when }. Các mốc việc đã tính lại, những người liên quan đã được báo.
# $days - how many days before it must be announced, $law - the article
dialogue-too-soon =
    Lưu ý: phải thông báo cho người dân trước ít nhất { $days } ngày ({ $law }), ngày này không còn đủ thời gian.
    Nếu đã thông báo rồi, xin ghi là xong ở phần “Mốc việc”.
# $people - how many
dialogue-residents-told = Đang báo thay đổi cho { $people } người dân khác đã nhận hoặc đang chờ thông báo.
dialogue-announce-again = Ngày đã đổi nên việc thông báo theo luật phải làm lại. Xin bấm “Thông báo cho người dân” để mời lại tất cả.
# $title - title
# $head - who heads the hamlet
dialogue-off-postponed = Hoãn { $title }. Người đã nhận thông báo, người đăng ký phát biểu, người trả lời sẽ dự và { $head } sẽ được báo.
dialogue-off-cancelled = Hủy { $title }: không mở lại được. Người đã nhận thông báo, người đăng ký phát biểu, người trả lời sẽ dự và { $head } sẽ được báo.
dialogue-ask-reason = Xin ông/bà cho biết lý do để báo cho những người liên quan.
dialogue-label-reason = Lý do
dialogue-off-review = Xin xem lại trước khi báo:
dialogue-off-send = Xác nhận và báo tin
dialogue-off-done = Đã ghi và báo cho những người liên quan.
dialogue-off-announced = Xin báo thêm qua loa phát thanh cho người không dùng điện thoại.
# $when - when
dialogue-refused-same = Ngày giờ và địa điểm này đã được ghi: { $when }.
dialogue-refused-not-yet = { $title } chưa đến ngày: { $when }.

clerk-dialogues = Các hội nghị đối thoại:
clerk-no-dialogues = Chưa có hội nghị nào.
clerk-new-dialogue = + Tạo hội nghị
clerk-new-extraordinary = + Hội nghị đột xuất
dialogue-leave-open = Chưa ấn định ngày
clerk-move-collecting = Mở nhận ý kiến
clerk-move-collated = Đóng nhận ý kiến
clerk-move-answering = Giao chuẩn bị trả lời
clerk-move-in-session = Bắt đầu hội nghị
clerk-move-concluded = Kết thúc hội nghị
clerk-move-following-up = Theo dõi kết luận
clerk-move-closed = Hoàn tất hội nghị
clerk-fix-day = Ấn định ngày giờ
clerk-move-day = Đổi ngày giờ
clerk-postpone = Hoãn hội nghị
clerk-cancel = Hủy hội nghị
clerk-milestones = Mốc việc
clerk-moved-collecting = Đã mở nhận ý kiến: { $title }.
clerk-moved-collated = Đã đóng nhận ý kiến: { $title }.
clerk-moved-answering = Các cơ quan chuẩn bị trả lời cho { $title }.
clerk-moved-in-session = Đã bắt đầu: { $title }.
clerk-moved-concluded = Đã kết thúc: { $title }. Xin nhớ ban hành thông báo kết luận đúng hạn.
clerk-moved-following-up = Đang theo dõi việc thực hiện kết luận: { $title }.
clerk-moved-closed = Đã hoàn tất: { $title }.
clerk-link = Đường dẫn cho người dân
# $title - title, $links - links, one a line
clerk-links =
    Đường dẫn mở thẳng { $title }:
    { $links }
clerk-speakers = Danh sách phát biểu
# $title - title, $count - how many, $limit - how many may speak
clerk-speaker-list = { $title }: { $count } người đăng ký, tối đa { $limit } người phát biểu.
# $number - number, $name - who, $hamlet - from where, $topic - topic, $summary - what about, $seat - place, $needs - needs
clerk-speaker =
    Số { $number } · { $name } ({ $hamlet }) · { $seat }
    { $topic }: { $summary } · Hỗ trợ: { $needs }
# $count - how many, $open - how many wait for an answer
clerk-petitions = { $count } ý kiến, { $open } chờ trả lời. Theo lĩnh vực và theo nơi:
# $name - topic, $count - how many, $open - how many wait for an answer
clerk-tally = • { $name }: { $count } (chờ trả lời { $open })
# $name - hamlet, $count - how many
clerk-tally-hamlet = • { $name }: { $count }
# $name - topic or hamlet, $count - how many
clerk-petitions-of = { $name }: { $count } ý kiến.
clerk-no-petitions = Chưa có ý kiến nào.
clerk-move = Chuyển cơ quan
clerk-all-delivered = Mọi tin đều đã gửi được.
# $count - how many
clerk-undelivered = { $count } tin chưa gửi được trong 30 ngày qua:
clerk-group = nhóm của cơ quan
# $about - reference code, $name - to whom, $why - reason in words, $at - when, $instead - how it went instead, or nothing
clerk-undelivered-line = • { $about } · { $name } · { $why } ({ TIME($at) } ngày { DATE($at) }){ $instead }
