### Words of the web pages: the chat and the trial page with its phones.

web-product = Đối thoại
web-new-tab = mở trong thẻ mới

## Chat: the frame

# $kind - what the place is (xã, phường, đặc khu), $name - its name
web-chat-commune = { $kind } { $name }
# $place - the commune as in web-chat-commune
web-chat-title = { $place } | Đối thoại
web-chat-automatic = Trợ lý tự động
web-chat-text-size = Đổi cỡ chữ
web-chat-log = Nội dung trò chuyện
web-chat-no-script = Trang này cần JavaScript để trò chuyện. Mời ông/bà bật JavaScript, dùng trình duyệt khác, hoặc liên hệ trực tiếp Ủy ban nhân dân.
web-chat-opening = Đang mở cuộc trò chuyện…
web-chat-offline = Đang mất kết nối. Tin ông/bà viết được giữ lại và tự gửi khi có mạng.
web-chat-gone = Cuộc trò chuyện này đã kết thúc. Mời ông/bà tải lại trang.
web-chat-reload = Tải lại trang
web-chat-renewed = Cuộc trò chuyện cũ không còn. Trang đã mở cuộc trò chuyện mới.

## Chat: messages

web-chat-bot = Trợ lý:
web-chat-me = Ông/bà:
web-chat-answering = Trợ lý đang trả lời
web-chat-new = Có tin mới
web-chat-down = Xem tiếp
web-chat-place-sent = Vị trí của ông/bà
web-chat-choices = Các lựa chọn
web-chat-find = Tìm trong danh sách
web-chat-find-none = Không có mục nào khớp.
web-chat-show-all = Xem cả danh sách
web-chat-photo = Ảnh
web-chat-voice-message = Tin ghi âm
web-chat-video = Video
web-chat-document = Tài liệu
web-chat-close = Đóng
web-chat-open-original = Mở ảnh gốc

## Chat: what became of an own message

web-chat-sending = Đang gửi…
web-chat-waiting = Chưa gửi được, sẽ tự gửi lại
web-chat-sent = Đã gửi
web-chat-failed = Chưa gửi được tin này.
web-chat-again = Gửi lại
web-chat-edit = Sửa
web-chat-drop = Bỏ
web-chat-files-lost = Trang đã tải lại khi tệp chưa gửi xong. Mời ông/bà chọn lại tệp.

## Chat: writing

web-chat-write = Viết tin nhắn
web-chat-send = Gửi
web-chat-camera = Chụp ảnh
web-chat-attach = Ảnh, tệp
web-chat-record = Ghi âm
web-chat-place = Vị trí
web-chat-tray = Sẽ gửi kèm
web-chat-remove = Bỏ
web-chat-many-files = Mỗi lần gửi được nhiều nhất 10 tệp.
web-chat-file-unreadable = Không mở được tệp này:
# $megabytes - the largest size that is taken
web-chat-file-too-big = Tệp lớn hơn { $megabytes } MB nên không gửi được:
web-chat-recording = Đang ghi âm
web-chat-record-cancel = Hủy
web-chat-record-send = Gửi
web-chat-record-refused = Trang chưa được phép dùng micrô. Mời ông/bà cho phép trong trình duyệt rồi thử lại.
web-chat-record-failed = Không ghi âm được. Mời ông/bà thử lại hoặc viết tin nhắn.
web-chat-record-full = Đã ghi đủ 5 phút. Mời ông/bà nghe lại rồi bấm Gửi.
web-chat-finding-place = Đang tìm vị trí…
web-chat-place-refused = Trang chưa được phép xem vị trí. Mời ông/bà cho phép trong trình duyệt, hoặc viết tên thôn, tên đường.
web-chat-place-failed = Không tìm được vị trí. Mời ông/bà viết tên thôn, tên đường.
web-chat-about = sai số khoảng

## Weekdays, Sunday first

web-weekday-0 = Chủ nhật
web-weekday-1 = Thứ Hai
web-weekday-2 = Thứ Ba
web-weekday-3 = Thứ Tư
web-weekday-4 = Thứ Năm
web-weekday-5 = Thứ Sáu
web-weekday-6 = Thứ Bảy

## Trial page: phones on sample data

web-demo-title = Đối thoại | Bản chạy thử
web-demo-about = Bản chạy thử với dữ liệu mẫu. Gửi một ý kiến ở máy thứ nhất rồi xem ý kiến ấy đến tay những người còn lại.
web-demo-clock = Giờ của bản thử
web-demo-paper = Kế hoạch mẫu để gửi thử:
web-demo-communes = Chọn xã:
web-demo-hour = +1 giờ
web-demo-day = +1 ngày
web-demo-clock-failed = Chưa đổi được giờ. Mời ông/bà thử lại.
web-demo-start-over = Làm lại từ đầu
web-demo-phones = Các điện thoại
web-demo-news = Tin mới
# $role - whose phone it is
web-demo-phone = Điện thoại: { $role }
