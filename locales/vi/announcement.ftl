# Announcing a dialogue to residents, how far it has come, papers, and who comes.

# $commune - the commune with its kind, $title - title, $when - when, as far as it is known, $venue - where, $who - who is invited
announce-text =
    Ủy ban nhân dân { $commune } kính mời ông/bà dự { $title }.
    Thời gian: { $when }.
    Địa điểm: { $venue }. Dành cho: { $who }.
announce-day-later = Ngày giờ sẽ được thông báo sau.
announce-opinions = Ông/bà gửi ý kiến trước ngay tại đây, đến khi hội nghị bắt đầu.
announce-opinions-later = Khi xã mở nhận ý kiến, ông/bà gửi ý kiến và đăng ký phát biểu ngay tại đây.
# $head - who stands at the head of the hamlet, $office - where to come in person
announce-how = Xin ông/bà bấm nút để trả lời có dự hay không. Người không dùng điện thoại xin báo { $head } hoặc đến { $office }.

# $at - when it was announced before
announce-again = Hội nghị này đã được thông báo lúc { TIME($at) }, { DAY($at) }. Ông/bà có muốn thông báo lại không?
# $days - days left, $notice - days that the law asks for
announce-late =
    Lưu ý: Điều 43 Luật Tổ chức chính quyền địa phương số 72/2025/QH15 yêu cầu thông báo trước ít nhất { $notice } ngày.
    { $days ->
        [0] Hội nghị diễn ra hôm nay.
       *[other] Chỉ còn { $days } ngày.
    }
# $people - how many, $who - who is told
announce-preview = Tin sau sẽ được gửi tới { $people } người ({ $who }):
# $labels - buttons, one a line
announce-buttons =
    Nút kèm theo:
    { $labels }
# $label - a button
announce-button = • { $label }
announce-send = Gửi thông báo
announce-send-again = Gửi lại thông báo
announce-changed = Nội dung vừa thay đổi. Xin ông/bà xem lại trước khi gửi.
# $at - when
announce-refused-already = Hội nghị này vừa được thông báo lúc { TIME($at) }, { DATE($at) }.
# $title - title, $people - how many
announce-sent = Đang gửi thông báo về { $title } tới { $people } người.
# $at - when quiet hours are over
announce-quiet = Đang là giờ nghỉ, tin sẽ được gửi từ { TIME($at) }, { DAY($at) }.
# $people - how many
announce-note = Đã thông báo qua trợ lý tới { $people } người.

clerk-announce = Thông báo cho người dân
clerk-broadcasts = Tiến độ gửi tin
clerk-poster = Tờ thông báo, bài phát thanh

# $title - title
broadcast-none = Chưa gửi thông báo nào về { $title }.
broadcast-head = Tiến độ gửi tin: { $title }
# $at - when it was made, $who - who is told, $state - how far it is
broadcast-announcement = Thông báo lúc { TIME($at) } ngày { DATE($at) }, cho { $who }: { $state }.
broadcast-change = Báo thay đổi lúc { TIME($at) } ngày { DATE($at) }, cho người đã nhận thông báo: { $state }.
broadcast-state-queueing = đang chuẩn bị
broadcast-state-sending = đang gửi
broadcast-state-done = đã gửi xong
broadcast-state-stopped = đã dừng
broadcast-state-replaced = đã dừng vì hội nghị thay đổi
# $queued - how many messages, $sent - sent, $waiting - waiting, $failed - not delivered
broadcast-counts = Tổng số tin: { $queued }. Đã gửi: { $sent }. Đang chờ: { $waiting }. Không gửi được: { $failed }.
# $why - reason in words, $count - how many
broadcast-failed = • { $why }: { $count }
broadcast-refresh = Xem lại tiến độ
# $at - when it was made
broadcast-stop = Dừng gửi ({ $at })
broadcast-at = { TIME($at) } ngày { DATE($at) }
# $sent - how many have got it
broadcast-ask-stop = Đã gửi { $sent } tin, không thu hồi được. Những người còn lại sẽ không nhận tin này. Ông/bà có chắc muốn dừng không?
broadcast-stop-now = Dừng ngay
broadcast-stopped = Đã dừng. Ai chưa nhận thì sẽ không nhận tin này nữa.
broadcast-refused-unknown = Không tìm thấy lần gửi tin này.
broadcast-refused-ended = Lần gửi tin này đã kết thúc.
# $title - title
broadcast-result-announcement-done = Đã gửi xong thông báo về { $title }.
broadcast-result-announcement-stopped = Việc gửi thông báo về { $title } đã dừng.
broadcast-result-change-done = Đã báo xong thay đổi của { $title }.
broadcast-result-change-stopped = Việc báo thay đổi của { $title } đã dừng.
trouble-stopped = đã dừng gửi
trouble-replaced = hội nghị đã thay đổi
trouble-withdrawn = người nhận đã rút đồng ý

poster-ask-hamlet = Làm tờ thông báo và bài phát thanh cho nơi nào? Mã QR sẽ dẫn tới đúng hội nghị và nơi đó.
# $who - for which place
poster-made = Tờ thông báo khổ A4 cho { $who }: bản PDF để in, ảnh PNG để gửi qua ứng dụng nhắn tin.
poster-script = Bài phát thanh:
poster-another = Nơi khác

attend-yes = Tôi sẽ dự
attend-no = Tôi không dự được
# $title - title, $when - when, as far as it is known, $venue - where
attend-noted-yes = Đã ghi: ông/bà sẽ dự { $title } ({ $when }, tại { $venue }). Nếu đổi ý, xin bấm nút bên dưới.
attend-noted-no = Đã ghi: ông/bà không dự được { $title } ({ $when }, tại { $venue }). Nếu đổi ý, xin bấm nút bên dưới.
attend-mine-yes = Ông/bà đã trả lời: sẽ dự.
attend-mine-no = Ông/bà đã trả lời: không dự được.
# $yes - how many come, $no - how many do not
attend-count = Người dân trả lời: { $yes } sẽ dự, { $no } không dự được.
# $title - title, $state - postponed or cancelled
attend-refused-off = { $title }: { $state }. Hiện không cần trả lời có dự hay không.
