# Dialogue conferences.

# $whole - yes for the whole commune, $where - name of the commune or hamlet, $year - year
dialogue-title =
    { $whole ->
        [yes] Hội nghị đối thoại với Nhân dân { $where } năm { $year }
       *[no] Hội nghị đối thoại tại { $where } năm { $year }
    }
dialogue-coming = Hội nghị đối thoại sắp tới:
dialogue-none = Chưa có hội nghị đối thoại nào được ấn định. Ông/bà vẫn có thể gửi ý kiến.
# $title - title, $starts - when, $venue - where, $state - state in words
dialogue-line = { $title }: { TIME($starts) }, { DAY($starts) }, tại { $venue } — { $state }.
dialogue-state-planned = chưa nhận ý kiến
dialogue-state-collecting = đang nhận ý kiến
dialogue-state-collected = đã đóng nhận ý kiến
# $who - who is invited
dialogue-page =
    { $title }
    Thời gian: { TIME($starts) }, { DAY($starts) }.
    Địa điểm: { $venue }. Dành cho: { $who }.
    Tình trạng: { $state }.
# $until - when registration closes
dialogue-speakers-until = Nhận đăng ký phát biểu đến { TIME($until) }, { DAY($until) }.
# $title - title, $starts - when, $venue - where, $until - when registration closes
dialogue-collecting =
    Đã mở nhận ý kiến cho { $title } ({ TIME($starts) }, { DAY($starts) }, tại { $venue }).
    Nhận đăng ký phát biểu đến { TIME($until) }, { DATE($until) }. Xin trưởng thôn báo cho bà con và gửi ý kiến thu thập được.

dialogue-ask-unit = Hội nghị cho toàn địa bàn hay một nơi? Xin ông/bà chọn.
dialogue-label-unit = Phạm vi
dialogue-ask-day = Xin ông/bà cho biết ngày, ví dụ 14/11 hoặc 14/11/2026.
dialogue-label-day = Ngày
dialogue-no-day = Chưa rõ ngày. Xin viết như 14/11/2026.
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
dialogue-refused-when-collected = { $title } đã đóng nhận ý kiến.

clerk-dialogues = Các hội nghị đối thoại:
clerk-no-dialogues = Chưa có hội nghị nào.
clerk-new-dialogue = + Tạo hội nghị
clerk-open-collection = Mở nhận ý kiến
clerk-close-collection = Đóng nhận ý kiến
clerk-collection-opened = Đã mở nhận ý kiến: { $title }.
clerk-collection-closed = Đã đóng nhận ý kiến: { $title }.
clerk-link = Đường dẫn cho người dân
# $title - title, $links - links, one a line
clerk-links =
    Đường dẫn mở thẳng { $title }:
    { $links }
clerk-speakers = Danh sách phát biểu
# $title - title, $count - how many, $limit - how many may speak
clerk-speaker-list = { $title }: { $count } người đăng ký, danh sách phát biểu { $limit } người.
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
# $about - reference code, $name - to whom, $why - reason in words, $at - when
clerk-undelivered-line = • { $about } · { $name } · { $why } ({ TIME($at) } { DATE($at) })
