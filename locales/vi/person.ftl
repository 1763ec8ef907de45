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
data-withdraw-sure = Khi rút đồng ý, tên, điện thoại, nơi ở và bản viết dở của ông/bà bị xoá; ý kiến đã gửi vẫn được giải quyết nhưng không còn tên. Ông/bà chắc chắn chứ?
data-withdraw-yes = Đúng, rút đồng ý
data-withdrawn = Đã rút đồng ý và xoá thông tin của ông/bà. Cảm ơn ông/bà.
contact-not-own = Trợ lý chỉ nhận số điện thoại của chính ông/bà.
# $phone - telephone number
contact-kept = Đã ghi số điện thoại { $phone }.
