### Zalo: why something could not be sent, in words for the clerk, and what takes the place of buttons and files.

## Choices without buttons

numbered-answer = (Ông/bà trả lời bằng số, ví dụ: 1)
# $codes - codes of petitions, parted by commas
numbered-codes = (Gõ mã để mở: { $codes })

## Files that Zalo does not take

# $names - names of the files, parted by commas
zalo-files-elsewhere = Tệp kèm theo không gửi được qua Zalo: { $names }. Mời ông/bà xem ở trang trò chuyện trên mạng hoặc tại trụ sở.

## Why a message did not arrive: parts of a sentence

trouble-unfollowed = người nhận chưa quan tâm hoặc đã bỏ quan tâm tài khoản Zalo chính thức
trouble-quota = tài khoản Zalo đã hết lượt gửi; cần mua thêm lượt hoặc nâng gói
trouble-zalo-person-quota = Zalo không cho gửi thêm cho người nhận lúc này
trouble-zalo-inactive = người nhận bị khóa hoặc đã hơn 45 ngày không dùng Zalo
trouble-zalo-restricted = người nhận đã tắt loại tin này trên Zalo
trouble-zalo-phone-wrong = số điện thoại của người nhận không đúng
trouble-zalo-phone-unreachable = số điện thoại của người nhận không nhận được tin Zalo
trouble-zalo-file = Zalo không nhận tệp kèm theo
trouble-zalo-not-sent = Zalo báo gửi không thành công
trouble-zalo-busy = Zalo đang bận
trouble-zalo-night = Zalo không cho gửi loại tin này từ 22 giờ đến 6 giờ
trouble-zalo-unknown = Zalo báo một lỗi chưa có trong danh sách; cần báo người quản trị

## What somebody has to put in order before anything can be sent

trouble-zalo-token = quyền gửi tin qua Zalo đã mất hiệu lực; cần kết nối lại tài khoản Zalo
trouble-zalo-account-closed = tài khoản Zalo chính thức bị khóa hoặc không còn; cần liên hệ Zalo
trouble-zalo-app-inactive = ứng dụng Zalo chưa được kích hoạt; cần bật ở trang developers.zalo.me
trouble-zalo-app-unregistered = ứng dụng Zalo chưa đăng ký dùng Official Account; cần đăng ký ở trang developers.zalo.me
trouble-zalo-app-removed = ứng dụng Zalo đã bị gỡ hoặc bị khóa; cần kiểm tra ở trang developers.zalo.me
trouble-zalo-unverified = tài khoản Zalo chính thức chưa được xác thực; cần làm thủ tục xác thực với Zalo
trouble-zalo-not-authorised = tài khoản Zalo chính thức chưa cho phép gửi; cần kết nối lại và đồng ý đủ các quyền
trouble-zalo-package = gói dịch vụ của tài khoản Zalo không đủ; cần nâng gói
trouble-zalo-proof = khóa bí mật của ứng dụng Zalo không đúng; cần xem lại cài đặt
trouble-zalo-account-kind = Zalo không cho loại tài khoản này gửi tin; cần liên hệ Zalo
trouble-zalo-group-expired = nhóm Zalo đã bị tắt hoặc hết hạn; cần gia hạn nhóm
trouble-zalo-policy = Zalo cho rằng tin trái quy định; cần xem lại nội dung mẫu tin
trouble-zalo-no-wallet = chưa có ví trả phí Zalo; cần liên kết ví với tài khoản Zalo chính thức
trouble-zalo-no-money = ví trả phí Zalo không đủ tiền; cần nạp thêm
trouble-zalo-template-unknown = Zalo không có mẫu tin này; cần sửa mã mẫu tin trong tệp thiết lập
trouble-zalo-template-data = mẫu tin Zalo thiếu hoặc sai phần điền; cần sửa trong tệp thiết lập
trouble-zalo-template-not-allowed = tài khoản Zalo chưa được dùng mẫu tin này; cần xin quyền với Zalo
trouble-zalo-template-not-by-id = mẫu tin Zalo này chỉ gửi được theo số điện thoại
trouble-zalo-template-trial = mẫu tin Zalo đang ở chế độ thử; cần chuyển sang chế độ thật
trouble-zalo-template-unapproved = mẫu tin Zalo chưa được duyệt; cần chờ hoặc gửi duyệt lại
trouble-zalo-template-disabled = mẫu tin Zalo bị tắt vì bị đánh giá thấp; cần sửa mẫu và gửi duyệt lại
trouble-zalo-template-quota = đã hết lượt gửi mẫu tin Zalo hôm nay
