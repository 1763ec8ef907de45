# My data.

person-unnamed = (chưa có tên)
# $name, $hamlet, $phone, $language - as stored, $consented - day of consent, $petitions - how many
data-page =
    Thông tin đang lưu:
    • Tên: { $name }
    • Nơi ở: { $hamlet }
    • Điện thoại: { $phone }
    • Ngôn ngữ: { $language }
    • Đồng ý từ: { $consented }
    • Ý kiến đã gửi: { $petitions }
data-change-name = Sửa tên
data-change-hamlet = Sửa nơi ở
data-withdraw = Rút đồng ý
# $name - the new name
data-named = Đã ghi tên: { $name }.
data-withdraw-sure =
    Khi rút đồng ý:
    • Dừng và bị xoá: tên, điện thoại, nơi ở, bản viết dở; thông báo chung; gọi điện.
    • Vẫn còn: ý kiến đã gửi, không còn tên; câu trả lời vẫn đến với ông/bà tại đây.
    Muốn xoá cả cuộc trò chuyện, xin chọn “Xoá, tạm ngừng”. Ông/bà chắc chắn chứ?
data-withdraw-yes = Đúng, rút đồng ý
data-withdrawn = Đã rút đồng ý và xoá thông tin của ông/bà. Cảm ơn ông/bà.
contact-not-own = Trợ lý chỉ nhận số điện thoại của chính ông/bà.
# $phone - telephone number
contact-kept = Đã ghi số điện thoại { $phone }.
