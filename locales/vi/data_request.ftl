# More about my data: a copy, letting it rest, erasing it; what clerks decide.

data-export = Tải dữ liệu của tôi
data-phone-remove = Xoá số điện thoại
data-phone-gone = Đã xoá số điện thoại. Muốn ghi số khác, xin ông/bà chia sẻ lại số của mình.
data-more-button = Xoá, tạm ngừng
# $roles - whether they were given any
data-more =
    { $roles ->
        [yes] Ông/bà có thể tạm ngừng dùng dữ liệu, xin xoá hẳn, hoặc trả lại vai trò được giao.
       *[no] Ông/bà có thể tạm ngừng dùng dữ liệu, hoặc xin xoá hẳn.
    }
data-export-asked = Trợ lý đang gom dữ liệu của ông/bà thành một tệp và sẽ gửi vào đây trong ít phút.
# $days - how long it is kept
data-export-sent = Đây là toàn bộ dữ liệu đang lưu về ông/bà. Trong tệp có trang du-lieu.html để đọc, tệp du-lieu.json cho máy, và các tệp ông/bà đã gửi. Tệp chứa thông tin riêng, xin ông/bà giữ cẩn thận; bản ở đây tự xoá sau { $days } ngày.
data-restrict = Tạm ngừng dùng dữ liệu
data-restrict-sure =
    Khi tạm ngừng:
    • Dừng: thông báo chung, gọi điện, nhắn qua trưởng thôn; tên ông/bà không còn hiện với cơ quan trả lời.
    • Vẫn còn: dữ liệu được giữ nguyên; ý kiến đã gửi vẫn được giải quyết và trả lời tại đây.
    Ông/bà dùng lại bất cứ lúc nào. Tên đã ẩn ở ý kiến cũ sẽ không hiện lại.
data-restrict-yes = Tạm ngừng
data-restricted = Đã tạm ngừng dùng dữ liệu của ông/bà.
data-release = Cho dùng lại
data-released = Dữ liệu của ông/bà được dùng lại như trước.
data-erase = Xoá dữ liệu của tôi
# $venue - where the office is
data-erase-sure =
    Khi xoá dữ liệu:
    • Bị xoá: tên, điện thoại, nơi ở, các cuộc trò chuyện và liên kết, tin đã gửi và nhận, đăng ký phát biểu sắp tới; tên và số điện thoại của ông/bà trong ý kiến đã gửi.
    • Còn lại: nội dung ý kiến và câu trả lời, không còn biết là của ai. Nếu trong nội dung còn điều riêng tư, xin báo văn phòng ({ $venue }) để che.
    • Việc xoá không làm lại được.
    Ông/bà nên tải dữ liệu trước khi xoá.
# $count - how many
data-erase-unanswered = Ông/bà còn { $count } ý kiến chưa được trả lời. Xoá xong, trợ lý không còn gửi câu trả lời đến ông/bà được.
# $roles - the roles, one a line
data-erase-roles =
    Các vai trò sau sẽ được trả lại:
    { $roles }
data-erase-yes = Xin xoá dữ liệu
# $runs - when it is done, $due - the last day
data-erase-asked = Đã nhận yêu cầu xoá. Nếu không có gì vướng, dữ liệu được xoá ngày { DATE($runs) }, chậm nhất ngày { DATE($due) }. Trước đó ông/bà có thể thôi không xoá.
data-call-off = Thôi, không xoá nữa
data-called-off = Đã hủy yêu cầu xoá. Dữ liệu của ông/bà được giữ nguyên.
data-erased = Dữ liệu của ông/bà đã được xoá. Cảm ơn ông/bà. Lần sau nhắn tin, ông/bà là người mới với trợ lý.
# $reason - why, $due - the last day
data-erasure-held = Yêu cầu xoá dữ liệu của ông/bà đang tạm giữ lại. Lý do: { $reason } Văn phòng sẽ giải quyết chậm nhất ngày { DATE($due) }.
# $runs - when it is done, $due - the last day, $reason - why it is held
data-waits-export-open = Đang chờ: tệp dữ liệu của ông/bà.
data-waits-export-held = Đang chờ: tệp dữ liệu của ông/bà.
data-waits-erasure-open = Đang chờ: xoá dữ liệu ngày { DATE($runs) }.
data-waits-erasure-held = Đang chờ: xoá dữ liệu, tạm giữ lại, chậm nhất ngày { DATE($due) }. { $reason }

# $due - the last day
data-refused-asked-export = Trợ lý đang gom dữ liệu cho ông/bà, xin đợi ít phút.
data-refused-asked-erasure = Yêu cầu xoá đã được nhận và sẽ xong chậm nhất ngày { DATE($due) }.
data-refused-last-clerk = Ông/bà là cán bộ văn phòng cuối cùng nên chưa xoá được. Xin mời một cán bộ văn phòng khác trước.
data-refused-unknown = Không có yêu cầu này.
data-refused-over = Yêu cầu này đã xong hoặc đã hủy.

# The clerk. $count - how many
menu-data-requests = Yêu cầu xoá dữ liệu ({ $count })
data-requests-button = Yêu cầu về dữ liệu
data-requests = Yêu cầu xoá dữ liệu ({ $count }). Đến ngày, việc xoá tự chạy nếu không tạm giữ:
data-requests-none = Không có yêu cầu xoá dữ liệu nào đang chờ.
# $name - who asked, $state - where it stands, $runs - when it is done, $due - the last day
data-request-line = • { $name }: { $state }, xoá ngày { DATE($runs) }, chậm nhất { DATE($due) }
data-request-open = Xem yêu cầu
# $name - who asked
data-request-show = Xem: { $name }
# $name - who asked, $state - where it stands, $asked - when they asked, $runs - when it is done, $due - the last day
data-request-page =
    { $name } xin xoá dữ liệu của mình — { $state }
    Gửi lúc { TIME($asked) }, { DATE($asked) }. Tự chạy ngày { DATE($runs) }, chậm nhất ngày { DATE($due) }.
    Nội dung ý kiến và câu trả lời được giữ, không còn tên.
# $reason - why it is held
data-request-reason = Lý do tạm giữ: { $reason }
data-state-open = đang chờ
data-state-held = tạm giữ
data-state-done = đã xong
data-state-called-off = đã hủy
data-let-go = Xoá hôm nay
data-let-go-done = Việc xoá sẽ chạy trong hôm nay.
data-hold = Tạm giữ lại
# $name - who asked
data-hold-ask = Vì sao chưa xoá dữ liệu của { $name }? Lý do này được gửi cho họ.
data-held = Đã tạm giữ và báo cho người yêu cầu.
# $runs - when it is done, $due - the last day
data-erasure-asked-clerk = Một người xin xoá dữ liệu của mình. Nếu không có gì vướng, việc xoá tự chạy ngày { DATE($runs) }, chậm nhất ngày { DATE($due) }.
data-erasure-near = Một yêu cầu xoá dữ liệu sắp hết hạn: { DATE($due) }. Xin cho chạy, hoặc giải quyết với người yêu cầu.
data-erased-staff = Một người có vai trò đã xin xoá dữ liệu; vai trò đã được trả lại. Xin xem ai còn phụ trách.

# People whom hamlet heads have named. $name - the name, $count - how many places
named-begin = Xoá tên người do trưởng thôn ghi
named-again = Tìm tên khác
named-ask = Xin nhập họ và tên của người xin xoá, như trưởng thôn đã ghi.
named-none = Không thấy tên { $name } do trưởng thôn ghi ở đâu.
named-list = Tên { $name } có ở { $count } nơi. Bấm để xoá từng nơi; nếu trùng tên, xin xem thôn và hội nghị.
# $dialogue - number of the dialogue, $hamlet - where, $code - code of the petition
named-speaker = Phát biểu, HN { $dialogue }, { $hamlet }
named-delegate = Đại biểu, HN { $dialogue }, { $hamlet }
named-petition = Ý kiến { $code } do trưởng thôn chuyển
# $what - where the name stands
named-sure = Xoá tên khỏi: { $what }? Nội dung còn lại được giữ. Việc xoá không làm lại được.
named-yes = Đúng, xoá tên
named-done = Đã xoá tên.

# Redacting. $code - code of the petition
redact-begin = Che thông tin riêng
redact-ask = Xin gửi lại toàn bộ nội dung ý kiến { $code }, đã bỏ tên, số điện thoại, số giấy tờ và điều riêng tư. Nội dung cũ sẽ không còn.
redact-ask-attached = Phần người gửi bổ sung và tệp kèm theo thì sao?
redact-label-attached = Phần bổ sung và tệp
redact-keep = Giữ nguyên
redact-bare = Bỏ hết
redact-review = Nội dung mới của ý kiến { $code }:
redact-send = Thay nội dung
redact-done = Đã thay nội dung ý kiến { $code }. Việc này được ghi vào nhật ký, nội dung cũ thì không.
