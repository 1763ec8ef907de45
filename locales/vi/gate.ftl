# The gate: emergencies, denunciations and complaints.

# Said at once when somebody is in danger; the number that helps comes first.
emergency-113 =
    GỌI NGAY 113 (công an) nếu đang nguy hiểm!
    Cháy, lũ, cứu nạn: 114. Cấp cứu: 115.
emergency-114 =
    GỌI NGAY 114 (cháy, lũ, cứu nạn) nếu đang nguy hiểm!
    Cấp cứu: 115. Công an: 113.
emergency-115 =
    GỌI NGAY 115 (cấp cứu) nếu đang nguy hiểm!
    Cháy, lũ, cứu nạn: 114. Công an: 113.
# $title - who is on duty, without a name, $phone - telephone
emergency-duty = { $title }: { $phone }.
# $told - whether somebody of the office is told
emergency-unwatched =
    { $told ->
       *[yes] Chúng tôi cũng báo ngay cho văn phòng, nhưng trò chuyện này không có người xem suốt ngày đêm: xin ông/bà gọi điện.
        [no] Trò chuyện này không có người xem suốt ngày đêm: xin ông/bà gọi điện ngay.
    }
# To those on duty. $at - when it was written, $name - who wrote, $hamlet - where they live, $phone - telephone
emergency-told =
    KHẨN CẤP: có người nhắn lúc { TIME($at) } ngày { DATE($at) }.
    Người nhắn: { $name }. Nơi ở: { $hamlet }. Điện thoại: { $phone }.
emergency-told-how = Trợ lý đã bảo người nhắn gọi 113, 114, 115. Xin ông/bà kiểm tra và giúp ngay.

# Asked before anything is filed.
gate-denunciation = Nội dung này giống đơn tố cáo. Theo Luật Tố cáo, tố cáo phải gửi bằng đơn hoặc đến trình bày trực tiếp, để giữ bí mật cho người tố cáo.
gate-level-above = Vì việc này nói đến lãnh đạo hoặc công an xã, phường, nơi nhận là cấp trên.
gate-complaint = Nội dung này giống đơn khiếu nại một quyết định hoặc việc làm của cơ quan. Theo Luật Khiếu nại, khiếu nại lần đầu gửi trong 90 ngày, kể từ khi nhận hoặc biết quyết định.
# $office - who hears it, with address and hours
gate-bring =
    Xin ông/bà gửi tới:
    { $office }
gate-not-kept =
    Nội dung chưa gửi cho ai. Bấm “Đã hiểu” thì chúng tôi xoá, không giữ lại gì.
    Nếu chúng tôi hiểu nhầm, xin bấm “Không, đây là ý kiến, kiến nghị”. Sau 1 giờ không chọn, nội dung tự xoá.
gate-not-kept-mixed = Chưa phần nào gửi cho ai. Sau 1 giờ không chọn, tất cả tự xoá.
# $kept - what may be sent as an opinion, $left_out - what may not
gate-mixed =
    Tin này có hai phần.
    Gửi được thành ý kiến: “{ $kept }”
    Không nhận ở đây: “{ $left_out }”
gate-understood = Đã hiểu
gate-opinion = Không, đây là ý kiến, kiến nghị
gate-part = Chỉ gửi phần ý kiến
gate-drop-all = Đã hiểu, không gửi gì
gate-opinion-all = Không, tất cả là ý kiến
# What people type instead of pressing that it is an opinion.
typed-gate_opinion = đây là ý kiến, không phải tố cáo, không phải khiếu nại, không tố cáo, là ý kiến, ý kiến thôi, chỉ là ý kiến
gate-first = Tin trước của ông/bà vẫn chờ ông/bà chọn. Xin chọn một mục dưới đây:
gate-goes-on = Cảm ơn ông/bà. Nội dung vẫn còn nguyên, xin làm tiếp.
gate-parted = Đã xoá phần không nhận ở đây. Phần còn lại gửi thành ý kiến.
gate-parted-files = Đã xoá phần không nhận ở đây, cùng ảnh và tệp kèm theo. Phần còn lại gửi thành ý kiến; ảnh của phần này xin gửi lại.
# $office - who hears it, with address and hours
gate-where =
    Nơi nhận:
    { $office }
gate-erased =
    Đã xoá. Chúng tôi không giữ và không chuyển cho ai nội dung này.
    Tin có thể còn hiện trên máy của ông/bà: xin tự xoá ở đó, hoặc tải lại trang.
gate-erased-text = (Nội dung này đã được xoá, không lưu lại.)
gate-over = Nội dung đó không còn nữa.
# Told when nobody has chosen. $count - how many matters were erased
gate-lapsed = Một nội dung ông/bà viết hơn 1 giờ trước đã được xoá vì ông/bà chưa chọn nơi gửi. Nếu đó là ý kiến, kiến nghị, xin gửi lại.

# Who hears it. $commune - the commune with its kind, $province - its province
office-commune-chair = Chủ tịch Ủy ban nhân dân { $commune }
office-upper-level = Trụ sở Tiếp công dân cấp tỉnh, { $province }
office-party-inspection = Ủy ban Kiểm tra Đảng ủy { $commune }
office-police = Công an { $commune }
office-upper-police = Công an cấp tỉnh, { $province }
# $office - who it is where the commune decided
office-deciding-body = Người hoặc cơ quan đã ra quyết định. Nếu là quyết định của xã, phường: { $office }
# $address - where it is
office-address = Địa chỉ: { $address }.
# $hours - when citizens are received
office-reception = Tiếp công dân: { $hours }.
# $hours - when the office is open
office-hours = Giờ làm việc: { $hours }, các ngày làm việc.
office-police-now = Nếu việc đang xảy ra: gọi 113.
# $phone - telephone
office-phone = Điện thoại: { $phone }.

petition-offer-greet = Trợ lý chào ông/bà. Ông/bà cần việc gì, xin chọn ở dưới hoặc viết ngay vào đây.
petition-offer-ack = Cảm ơn ông/bà. Cần gì thêm, ông/bà cứ nhắn.

# A clerk guides a petition that is none. $code - reference code
guide-begin = Là tố cáo, khiếu nại: hướng dẫn và xoá
guide-ask = { $code } là việc gì, gửi tới đâu?
guide-label = Hướng dẫn tới
guide-to-commune-chair = Tố cáo cán bộ xã, phường: Chủ tịch UBND
guide-to-upper-level = Tố cáo lãnh đạo xã, phường: cấp trên
guide-to-party-inspection = Tố cáo đảng viên: Ủy ban Kiểm tra
guide-to-police = Tội phạm: công an xã, phường
guide-to-upper-police = Tố cáo công an xã: công an cấp trên
guide-to-deciding-body = Khiếu nại: nơi đã ra quyết định
guide-review = Nội dung { $code } cùng mọi trao đổi sẽ bị xoá hẳn, chỉ giữ mã, ngày và nơi đã hướng dẫn. Không lấy lại được.
guide-send = Hướng dẫn và xoá
# $way - where its author was sent
guide-noted = Đã hướng dẫn, đã xoá nội dung. { $way }
# $issued - whether an issued notice speaks of it, $numbers - the numbers of those notices
guide-done =
    Đã hướng dẫn và xoá nội dung { $code }, cả trong dự thảo và giấy tờ lưu ở đây. Tin đã vào nhóm Zalo, Telegram và giấy tờ đã tải về thì xin xoá bằng tay.{ $issued ->
        [yes] {" "}Thông báo số { $numbers } đã ban hành có ghi việc này: xin báo lãnh đạo để thu hồi hoặc đính chính.
       *[no] {""}
    }
# $code - reference code
guide-told = Nội dung { $code } của ông/bà không phải ý kiến, kiến nghị nên không giải quyết ở đây.
guide-told-erased = Chúng tôi đã xoá nội dung này, không giữ lại.
guide-told-office = { $code } không phải ý kiến: văn phòng đã hướng dẫn người gửi và xoá nội dung. Nếu tin còn trong nhóm, xin xoá.
guide-refused-merged = { $code } đang gộp các ý kiến khác. Xin tách các ý kiến đó ra trước.
petition-refused-erased = Nội dung { $code } đã xoá, không mở lại được.
# To clerks, on the page of an opinion.
petition-confirmed = Người gửi xác nhận đây là ý kiến, không phải tố cáo hay khiếu nại.
# $found - alarms about denunciations and complaints, $false - of them, opinions by their authors' word
gate-counts = Nhận ra { $found } tin giống tố cáo, khiếu nại; { $false } tin trong đó người gửi nói là ý kiến.
# $code - reference code
access-refused-guide = Chỉ cán bộ văn phòng hướng dẫn và xoá được { $code }.
