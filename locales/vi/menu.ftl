# The menu, help, and what is said outside forms.

menu = Ông/bà muốn làm gì?
menu-button = Trang chính
# $text - beginning of the draft
menu-draft = ✎ Viết tiếp: { $text }
menu-petition = Gửi ý kiến
menu-speaker = Đăng ký phát biểu
menu-dialogues = Hội nghị sắp tới
menu-mine = Ý kiến của tôi
menu-lookup = Tra cứu mã
menu-help = Hướng dẫn
menu-data = Thông tin của tôi
menu-language = Ngôn ngữ / Language
menu-collation = Chuyển ý kiến đã thu thập
menu-speaker-other = Đăng ký phát biểu giúp bà con
menu-hamlet = Ý kiến đã chuyển
menu-work = Việc cần trả lời
menu-milestones = Mốc việc
menu-dialogues-clerk = Hội nghị đối thoại
menu-petitions = Ý kiến theo lĩnh vực, nơi
menu-calendar = Lịch làm việc
menu-undelivered = Tin chưa gửi được
menu-invite = Mời người, nối nhóm

# $commune - name of the commune, $venue - where to come in person
help =
    Trợ lý của { $commune } giúp ông/bà:
    • Gửi ý kiến: viết, chụp ảnh hoặc nói, rồi làm theo từng câu hỏi. Ông/bà nhận mã và ngày trả lời.
    • Đăng ký phát biểu tại hội nghị đối thoại.
    • Xem trả lời: ở mục “Ý kiến của tôi”, hoặc gõ mã, ví dụ CM25-0042.
    Gõ “quay lại” hoặc “hủy” lúc nào cũng được. Việc khẩn cấp xin gọi 113, 114, 115.
    Cần gặp trực tiếp: { $venue }.
help-officer =
    Cán bộ: gõ /viec để xem việc theo hạn. Trả lời bằng nút “Trả lời”, hoặc trả lời thẳng vào tin có mã.
    Nơi không có nút: gõ mã để xem, hoặc mã kèm việc cần làm. Ví dụ: CM25-0001 nhận; CM25-0001 trả lời: nội dung; CM25-0001 chuyển.
    Gửi trả lời nhầm thì bấm “Rút lại” ngay. Ghi chú nội bộ, mẫu trả lời, không thụ lý: nút “Việc khác” ở trang của ý kiến.
help-department-head = Người đứng đầu cơ quan: trả lời chờ duyệt ở đầu mục “Việc cần trả lời”; giao việc cho cán bộ ở nút “Việc khác”.
help-chair = Lãnh đạo chủ trì: trả lời cần ông/bà duyệt ở mục “Trả lời chờ duyệt”.
help-hamlet-head = Trưởng thôn: bấm “Chuyển ý kiến đã thu thập”, rồi gửi hoặc chuyển tiếp bao nhiêu tin cũng được. Trợ lý sẽ tách thành từng ý kiến để ông/bà xem lại.
help-clerk = Văn phòng: tạo hội nghị, mở và đóng nhận ý kiến, mời người ở trang chính.

chat-unread = Trợ lý chưa đọc được tin này. Xin ông/bà viết chữ, gửi ảnh hoặc tin nhắn thoại.
chat-unknown-command = Trợ lý chưa hiểu. Xin ông/bà chọn ở dưới.
chat-button-incomplete = Nút này không dùng được nữa. Xin ông/bà mở lại trang chính.
chat-slow-down = Ông/bà gửi hơi nhanh nên trợ lý trả lời chậm lại một chút. Mọi tin đều được giữ.
# $reference - reference for the administrator
chat-failed = Xin lỗi ông/bà, tin vừa rồi chưa xử lý được. Tin vẫn được giữ, mã báo lỗi { $reference }. Xin ông/bà thử lại sau.
# $department - name of the department
notice-nobody-in-department = ({ $department } chưa có cán bộ trong trợ lý. Xin văn phòng chuyển giúp hoặc trả lời thay.)

# $name - name of the file
file-too-big = Tệp { $name } lớn hơn 20 MB nên không nhận được. Xin ông/bà gửi tệp nhỏ hơn.
file-not-allowed = Tệp { $name } thuộc loại không nhận. Xin ông/bà gửi ảnh, ghi âm, video, PDF, Word hoặc Excel.
file-empty = Tệp { $name } không có nội dung. Xin ông/bà gửi lại.
file-unreachable = Không tải được tệp { $name }. Xin ông/bà gửi lại.

trouble-blocked = người nhận đã chặn trợ lý
trouble-chat-gone = cuộc trò chuyện không còn
trouble-no-rights = trợ lý không được phép gửi vào nhóm
trouble-rejected = ứng dụng nhắn tin không nhận tin này
trouble-expired = đã quá thời điểm cần gửi
trouble-unreachable = đã thử nhiều lần mà chưa gửi được
trouble-internal = lỗi của trợ lý
