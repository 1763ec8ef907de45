# Words that every form shares.

weekdays = thứ Hai|thứ Ba|thứ Tư|thứ Năm|thứ Sáu|thứ Bảy|Chủ nhật
# $weekday - name of the weekday, $date - 14/11/2025
date-long = { $weekday }, ngày { $date }

# What people type instead of pressing a button, parted by commas; read without diacritics and in any case.
typed-back = quay lại, quay về, trở lại, trở về, lùi, lùi lại, về trước
typed-cancel = huỷ, hủy, huỷ bỏ, hủy bỏ, thôi, dừng, dừng lại, không làm nữa
typed-done = xong, xong rồi, hết, hết rồi, tiếp tục, tiếp
typed-send = gửi, gửi đi, gửi luôn, đồng ý gửi
typed-skip = bỏ qua, qua
typed-correct = sửa, sửa lại
typed-yes = có, đồng ý, vâng, vâng ạ, dạ, dạ vâng, dạ có, ừ, ok, okay, oke, được, được ạ, nhất trí
typed-no = không, không ạ, dạ không, ko, k, kg, khg, hông, không cần
typed-menu_show = menu, trang chính, trang chủ, về trang chính, 0, bắt đầu, chào, xin chào, alo, a lô, chào bạn, hello, hi
typed-help_show = trợ giúp, hướng dẫn, giúp, giúp tôi
typed-welcome_agree = tôi đồng ý
typed-welcome_refuse = không đồng ý, tôi không đồng ý
typed-work_list = việc, việc của tôi, công việc
# The number of a choice in words, and what people write in front of it.
typed-one = một
typed-two = hai
typed-three = ba
typed-four = bốn, tư
typed-five = năm
typed-six = sáu
typed-seven = bảy, bẩy
typed-eight = tám
typed-nine = chín
typed-ten = mười
typed-pick = số, chọn, chọn số, câu, câu số, mục, mục số, ý, ý số
# What officers write behind the code of an opinion.
typed-petition-show = xem
typed-petition-take = nhận, nhận việc
typed-petition-answer = trả lời
typed-petition-ask = hỏi, hỏi người gửi, hỏi lại
typed-petition-transfer = chuyển, chuyển cơ quan, chuyển cơ quan khác

form-back = ← Quay lại
form-cancel = Dừng lại
form-go-on = Tiếp tục
form-done = Xong
form-none-of-these = Không cần gì
form-send = Gửi
form-correct = Sửa lại
form-rewrite = Viết lại từ đầu
form-keep = Giữ câu đã viết
form-show-all = Xem tất cả lĩnh vực
form-why = Vì sao?
# $option - the option that is chosen
form-chosen = ✓ { $option }
# $label - what was asked, $answer - what was answered
form-answer = • { $label }: { $answer }
form-not-given = (chưa có)
# $items - options, joined by commas
form-listed = { $items }
# $day - a date
form-day = { DAY($day) }
form-what-to-correct = Ông/bà muốn sửa phần nào?
form-choose-one = Xin ông/bà chọn một trong các mục dưới đây.
form-write-text = Xin ông/bà viết bằng chữ.
form-write-or-send = Xin ông/bà viết nội dung, hoặc gửi ảnh, tin nhắn thoại.
# $length - characters written, $most - characters allowed
form-too-long = Nội dung dài { $length } ký tự, tối đa là { $most }. Xin ông/bà rút gọn, chia thành nhiều lần, hoặc gửi dưới dạng tệp.
# $most - files allowed
form-too-many-files = Mỗi ý kiến nhận tối đa { $most } tệp. Xin ông/bà gửi tiếp khi đã nhận mã, bằng nút “Bổ sung”.
form-no-contact-here = Lúc này chưa cần số điện thoại.
# $parts - messages written, $files - files sent, $places - places shared
form-noted =
    { $files ->
        [0] Đã ghi lại.
       *[other] Đã ghi lại, kèm { $files } tệp.
    }{ $places ->
        [0] { "" }
       *[other] { " " }Đã nhận vị trí.
    }
    Ông/bà có thể gửi thêm chữ, ảnh, tin nhắn thoại. Nếu đã đủ, bấm “Tiếp tục”.
form-no-files-here = Câu này chỉ nhận chữ, tệp vừa gửi chưa được lưu.
form-kept-aside = Nội dung vừa viết vẫn được giữ, ông/bà có thể gửi thành ý kiến sau.
form-kept-beside = Nội dung vừa gửi kèm vẫn được giữ. Xin ông/bà trả lời câu này, hoặc bấm “Xem nội dung vừa gửi”.
form-see-kept = Xem nội dung vừa gửi
form-added = Đã thêm câu vừa rồi vào nội dung.
form-edited = Đã sửa theo tin nhắn ông/bà vừa chỉnh.
# $text - what was written, $beside - what was sent with it
form-written-with = { $text } ({ $beside })
form-beside = { $beside }
# $files - files sent
form-files = kèm { $files } tệp
form-place = có vị trí
form-ask-name = Xin ông/bà cho biết họ và tên.
form-label-name = Họ và tên
form-old-button = Nút này thuộc câu hỏi cũ nên không dùng được nữa.
form-draft-gone = Bản đang viết không còn nữa.
form-kept = Bản đang viết dở đã được giữ lại (30 ngày).
# $text - what was written in the oldest draft
form-kept-no-longer =
    Trợ lý giữ được 5 bản viết dở, bản cũ nhất không giữ nữa. Nội dung bản đó, nếu cần xin chép lại: “{ $text }”
form-left-off = Ông/bà viết tiếp lúc nào cũng được.
form-cancelled = Đã dừng.
draft-resume = Viết tiếp
draft-drop = Xoá bản viết dở
draft-dropped = Đã xoá bản viết dở.
