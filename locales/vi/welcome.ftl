# First contact: what this is, what is stored, consent.

# $commune - name of the commune with its kind
welcome =
    Kính chào ông/bà! Đây là trợ lý tự động của { $commune }: nhận ý kiến, đăng ký phát biểu và báo lại câu trả lời.
welcome-stored =
    Trợ lý lưu tên, nơi ở, nội dung và tệp ông/bà gửi. Chỉ cơ quan trả lời và văn phòng UBND xem được; ông/bà có thể giấu tên.
    Ông/bà có quyền xem, sửa, rút đồng ý bất cứ lúc nào.
welcome-question = Ông/bà có đồng ý không?
# $role - the role somebody is invited to
welcome-invited = Ông/bà được mời làm { $role }. Bấm “Tôi đồng ý” để nhận.
welcome-kept = Nội dung ông/bà vừa gửi vẫn được giữ; trợ lý sẽ hỏi lại ngay sau khi ông/bà đồng ý.
welcome-agree = Tôi đồng ý
welcome-refuse = Tôi không đồng ý
welcome-thanks = Cảm ơn ông/bà.
# $head - who heads the hamlets, $venue - where to come in person
welcome-refused = Trợ lý không ghi nhận gì từ ông/bà. Ông/bà vẫn có thể gửi ý kiến qua { $head }, hoặc trực tiếp tại { $venue }.
welcome-again = Xem lại
welcome-ask-hamlet = Ông/bà ở thôn, xóm nào?
# $hamlet - name of the hamlet with its kind
welcome-hamlet-noted = Đã ghi: { $hamlet }.

language-vi = Tiếng Việt
language-en = English
language-ask = Ông/bà muốn dùng ngôn ngữ nào?
language-set = Từ nay trợ lý dùng tiếng Việt.

# $name - name of the commune
commune-xa = xã { $name }
commune-phuong = phường { $name }
commune-dac-khu = đặc khu { $name }
# $name - name of the commune, $province - its province
commune-with-province-xa = Xã { $name }, { $province }
commune-with-province-phuong = Phường { $name }, { $province }
commune-with-province-dac-khu = Đặc khu { $name }, { $province }
commune-ask = Kính chào ông/bà! Xin chọn xã, phường của ông/bà.

# $kind - kind of hamlet, $name - its name
hamlet-name = { $kind } { $name }
hamlet-none = toàn địa bàn
hamlet-other = Nơi khác
hamlet-kind-thon = thôn
hamlet-kind-ban = bản
hamlet-kind-xom = xóm
hamlet-kind-ap = ấp
hamlet-kind-to-dan-pho = tổ dân phố
hamlet-kind-khu-pho = khu phố

# $hamlet - name of the hamlet, $department - name of the department
role-hamlet-head = trưởng { $hamlet }
role-officer = cán bộ { $department }
role-department-head = người đứng đầu { $department }
role-clerk = cán bộ văn phòng
role-chair = lãnh đạo chủ trì
role-supervisor = cán bộ Mặt trận giám sát
# $role - the role that was given
invitation-accepted = Ông/bà đã nhận vai trò: { $role }.
invitation-refused-unknown = Mã mời này không đúng. Xin ông/bà hỏi lại cán bộ văn phòng UBND.
invitation-refused-used = Mã mời này đã được dùng. Xin ông/bà hỏi cán bộ văn phòng UBND mã mới.
invitation-refused-expired = Mã mời này đã hết hạn. Xin ông/bà hỏi cán bộ văn phòng UBND mã mới.
invitation-refused-group = Mã này để nối nhóm của cơ quan: xin gõ trong nhóm đó.
invitation-refused-not-group = Mã này dành cho một người, không dùng để nối nhóm. Xin hỏi cán bộ văn phòng UBND mã nối nhóm.
