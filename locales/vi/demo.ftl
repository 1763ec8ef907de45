# The demo page's own facts.

# $now - the moment
demo-now = { TIME($now) }, { DAY($now) }
demo-clock-wrong = Chỉ đẩy đồng hồ tới trước, mỗi lần tối đa 31 ngày.
demo-role-resident = Người dân
# $kind - what a hamlet is called there
demo-role-hamlet-head = Trưởng { $kind }
demo-role-officer = Cán bộ Phòng Kinh tế
demo-role-clerk = Văn phòng xã
demo-hint-resident = Gửi một ý kiến về đường sá, hoặc đăng ký phát biểu.
demo-hint-hamlet-head = Chuyển các ý kiến đã thu thập ở thôn.
demo-hint-officer = Nhận việc, trả lời, chuyển cơ quan khác.
demo-hint-clerk = Gửi tệp kế hoạch, tạo hội nghị, xem ý kiến, mời người.
demo-name-clerk = Cán bộ văn phòng (mẫu)
demo-name-officer = Cán bộ kinh tế (mẫu)
demo-name-hamlet-head = Trưởng thôn (mẫu)
demo-role-department-head = Trưởng Phòng Kinh tế
demo-role-chair = Lãnh đạo chủ trì
demo-role-supervisor = Mặt trận (giám sát)
demo-hint-department-head = Duyệt trả lời, giao việc cho cán bộ.
demo-hint-chair = Duyệt việc được giao, xem việc quá hạn.
demo-hint-supervisor = Xem việc quá hạn và lời hứa, hỏi bằng văn bản.
demo-name-department-head = Trưởng phòng kinh tế (mẫu)
demo-name-chair = Lãnh đạo xã (mẫu)
demo-name-supervisor = Cán bộ Mặt trận (mẫu)
