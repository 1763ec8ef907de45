# Ways to people who cannot be written to: calls, hamlet heads, the tap, and how it went.

# $count - how many
menu-calls = Cần gọi điện ({ $count })
call-none = Không còn ai cần gọi điện.
call-list = Cần gọi điện cho { $count } người vì không nhắn tin được:
# $name - whom to call, $hamlet - where they live, $phone - telephone, $what - what to tell, $why - reason in words
call-line =
    • { $name } · { $hamlet } · { $phone }
    Xin báo: { $what }
    ({ $why })
call-no-phone = chưa có số điện thoại
# $count - how many more
call-more = Còn { $count } người nữa sẽ hiện khi ông/bà làm xong các cuộc gọi trên.
# $name - whom to call
call-reached = Đã gọi được: { $name }
call-missed = Không gọi được: { $name }
call-noted-reached = Đã ghi: gọi được { $name }.
call-noted-missed = Đã ghi: chưa gọi được { $name }.
call-refused-done = Cuộc gọi này đã có người ghi kết quả.

# $code - reference code, $department - who answered
reach-news-answer = { $department } đã trả lời ý kiến { $code }. Xem bằng cách mở lại trợ lý và gõ mã.
reach-news-question = { $department } cần hỏi thêm về ý kiến { $code }. Xem bằng cách mở lại trợ lý và gõ mã.
# $change - what has happened, $title - the dialogue, $hour, $day - when, $venue - where
reach-news-change =
    { $change ->
        [cancelled] { $title } không tổ chức nữa.
        [postponed] { $title } tạm hoãn, chưa có ngày mới.
        [promoted] Đã có chỗ phát biểu tại { $title }, { $hour } ngày { $day }, tại { $venue }.
        [fixed] { $title } họp lúc { $hour } ngày { $day }, tại { $venue }.
       *[moved] { $title } chuyển sang { $hour } ngày { $day }, tại { $venue }.
    }
# $title - the dialogue, $hour, $day - when, $venue - where
reach-news-reminder = Mời dự { $title }, { $hour } ngày { $day }, tại { $venue }.
# To a hamlet head. $name - whom to tell, $news - what, $commune - name of the commune, $venue - where to ask
reach-head =
    Nhờ ông/bà báo giúp { $name }, vì { $commune } chưa nhắn tin được cho người này:
    { $news }
    Xin nhắn thêm: mở lại trợ lý của { $commune }, hoặc hỏi tại { $venue }.

# $code - reference code
tap-ask-petition = Ý kiến { $code } của ông/bà đang được giải quyết. Zalo chỉ cho xã nhắn tin trong 7 ngày kể từ lần cuối ông/bà trả lời. Để nhận được tin tiếp theo, xin ông/bà bấm nút dưới đây.
# $title - the dialogue
tap-ask-dialogue = Sắp có { $title }. Zalo chỉ cho xã nhắn tin trong 7 ngày kể từ lần cuối ông/bà trả lời. Để được nhắc ngày giờ, xin ông/bà bấm nút dưới đây.
tap-ask-staff = Zalo chỉ cho xã nhắn tin trong 7 ngày kể từ lần cuối ông/bà trả lời. Để không lỡ việc mới và lời nhắc hạn, xin bấm nút dưới đây.
tap-here = Tôi vẫn nhận tin
tap-thanks = Cảm ơn ông/bà. Khi có tin mới, xã sẽ nhắn ngay ở đây.

# How it went after the chat was closed.
way-chat = tin nhắn
way-template = tin theo mẫu qua Zalo
way-template-phone = tin theo mẫu tới số điện thoại
way-other-chat = cuộc trò chuyện khác
way-hamlet-head = nhờ trưởng thôn báo
way-call = văn phòng gọi điện
way-state-done = đã xong
way-state-waiting = đang chờ
way-state-failed = không được
# $way - how, $state - what came of it
way-taken = { $way }: { $state }
# Follows a message that could not be delivered. $instead - how it went instead
clerk-undelivered-instead = { " → " }{ $instead }
# $why - reason in words, $instead - how it went instead
delivery-otherwise = Chưa chuyển được trả lời vào cuộc trò chuyện: { $why }. Cách khác: { $instead }.
# $cost - in VND
clerk-cost = Tiền tin nhắn tháng này: { $cost } đồng.

trouble-window-closed = quá 7 ngày chưa trò chuyện nên Zalo không cho nhắn
trouble-no-templates = kênh này không gửi được tin theo mẫu
