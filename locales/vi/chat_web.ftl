### What the server of the web chat says, and the pages around the chat.

## In the history of the chat

# $latitude, $longitude - degrees, as numbers with a point
web-location = Vị trí: { $latitude }, { $longitude }

## Files that were not taken

# $name - what the person called the file
web-file-too-many = Mỗi lần gửi được nhiều nhất 10 tệp, nên tệp “{ $name }” chưa được nhận. Mời ông/bà gửi tệp này ở lần sau.

## Answers to requests that cannot be granted

web-error-no-commune = Không có xã, phường, đặc khu nào ở địa chỉ này.
web-error-no-chat = Cuộc trò chuyện này không còn. Mời ông/bà mở lại trang.
web-error-no-file = Không có tệp này trong cuộc trò chuyện.
web-error-no-page = Không có trang nào ở địa chỉ này.
web-error-method = Địa chỉ này không nhận cách gửi như vậy.
web-error-refused = Không thực hiện được yêu cầu này.
web-error-not-json = Nội dung gửi lên không đọc được: cần một đối tượng JSON.
web-error-not-parts = Nội dung gửi lên bị đứt hoặc không đọc được. Mời ông/bà gửi lại.
web-error-nothing-said = Tin nhắn trống. Mời ông/bà viết nội dung hoặc chọn tệp.
# $field - name of the field in the request
web-error-wrong-field = Giá trị của “{ $field }” không hợp lệ.
# $most - characters
web-error-text-too-long = Tin nhắn quá dài: nhiều nhất { $most } ký tự. Mời ông/bà chia thành nhiều tin.
# $megabytes - for everything sent at once
web-error-too-much = Gửi quá nhiều cùng một lúc: tổng cộng nhiều nhất { $megabytes } MB. Mời ông/bà gửi làm nhiều lần.
web-error-slow = Đường truyền bị ngắt quãng quá lâu. Mời ông/bà gửi lại.
# $seconds - how long to wait
web-error-many-chats = Có quá nhiều cuộc trò chuyện mới từ mạng này. Mời ông/bà thử lại sau { $seconds } giây.
# $seconds - how long to wait
web-error-many-messages = Các tin trước của ông/bà còn đang được xử lý. Mời ông/bà chờ khoảng { $seconds } giây rồi gửi tiếp.
web-error-away = Trợ lý đang tạm gián đoạn. Mời ông/bà thử lại sau ít giây.
# $reference - what the operator finds in the log
web-error-failed = Xin lỗi ông/bà, trang gặp lỗi. Mời ông/bà thử lại; nếu vẫn lỗi, mời báo mã { $reference }.

## The list of communes and the pages that are not there

web-home-title = Đối thoại với chính quyền xã, phường, đặc khu
web-home-about = Gửi ý kiến, kiến nghị, đăng ký phát biểu tại hội nghị đối thoại và theo dõi kết quả trả lời. Mời ông/bà chọn nơi của mình.
web-home-communes = Danh sách xã, phường, đặc khu
web-home-none = Chưa có xã, phường, đặc khu nào.
web-home-back = Về trang đầu
web-trouble-no-page = Không có trang này
web-trouble-no-page-about = Địa chỉ có thể đã gõ nhầm hoặc không còn dùng.
web-trouble-failed = Trang gặp lỗi
# $reference - what the operator finds in the log
web-trouble-failed-about = Xin lỗi ông/bà. Mời ông/bà thử lại sau ít phút; nếu vẫn lỗi, mời báo mã { $reference }.

## Kinds of communes

web-kind-xa = xã
web-kind-phuong = phường
web-kind-dac-khu = đặc khu

## Whose telephone a trial page shows

web-role-citizen = Người dân
web-role-hamlet-head = Trưởng thôn
web-role-officer = Cán bộ phòng, ban
web-role-clerk = Văn phòng
