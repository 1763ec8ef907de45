### Connecting a Zalo account and keeping it connected: for clerks, and for whoever runs the program.

## Why nothing can be sent

trouble-zalo-consent-needed = tài khoản Zalo của xã cần được kết nối lại
trouble-zalo-app-wrong = Zalo không nhận ứng dụng hoặc khóa bí mật của ứng dụng
trouble-zalo-key-wrong = khóa mã hóa không phải là khóa đã dùng khi kết nối
trouble-zalo-refused = Zalo không gia hạn quyền gửi tin
trouble-zalo-unreachable = không kết nối được với Zalo

## Told to the clerks

# $why - a trouble
zalo-alert-trouble =
    Trợ lý không gửi được tin qua Zalo: { $why }.
    Người dân nhắn qua Zalo có thể chưa nhận được trả lời. Mời ông/bà báo người quản trị kiểm tra bằng lệnh ./doithoai zalo check.
# $days - number of days left; $day - the last day
zalo-alert-ends =
    Còn { $days } ngày là hết hạn kết nối với Zalo ({ DATE($day) }). Sau ngày đó trợ lý không gửi được tin qua Zalo.
    Mời ông/bà báo người quản trị kết nối lại bằng lệnh ./doithoai zalo connect.

## The way through a consent

# $app - number of the app
zalo-connect-begin =
    Kết nối trang Zalo Official Account của xã với trợ lý.
    Cần người quản trị trang Zalo đó. Mở developers.zalo.me, chọn ứng dụng { $app }, mục Official Account, phần Thiết lập chung.
# $address - what to enter
zalo-connect-callback =
    1. Ở ô Official Account Callback Url, nhập đúng từng chữ:
    { $address }
    Sau đó chọn các quyền gửi tin, quản lý người dùng và lấy thông tin trang, rồi bấm Lưu.
# $challenge - what to enter
zalo-connect-challenge =
    Ở ô Code Challenge, nhập:
    { $challenge }
# $address - what to enter
zalo-connect-webhook =
    2. Ở mục Webhook, nhập địa chỉ:
    { $address }
    Bật các sự kiện ghi trong docs/zalo.md. Chép khóa OA Secret Key ở mục này vào thiết lập.
# $link - an address
zalo-connect-link =
    3. Trong vòng 10 phút, mở liên kết sau bằng tài khoản quản trị trang Zalo, chọn trang của xã và bấm Cho phép:
    { $link }
zalo-connect-paste = Trình duyệt sẽ chuyển sang một địa chỉ khác (trang có thể báo lỗi, không sao). Chép cả địa chỉ đó, dán vào đây rồi nhấn Enter:
zalo-connect-wait = Đang chờ ông/bà đồng ý trên trình duyệt …
zalo-connect-nobody = Đã quá 10 phút mà chưa thấy kết quả. Xin xem lời báo trên trình duyệt; kiểm tra ./doithoai run đang chạy, hoặc làm lại với --paste.
zalo-connect-next = Việc tiếp theo: nhắn một tin tới trang Zalo của xã, rồi chạy ./doithoai zalo check.
# $name - name of the account
zalo-connected = Đã kết nối { $name }.
zalo-connected-nameless = Đã kết nối, nhưng Zalo chưa cho biết tên trang. Mời chạy ./doithoai zalo check.

## Why a consent came to nothing

zalo-consent-refused-incomplete = Địa chỉ thiếu mã của Zalo. Mời mở lại liên kết do ./doithoai zalo connect đưa ra, rồi chép cả địa chỉ.
zalo-consent-refused-declined = Zalo báo chưa được cho phép. Mời mở lại liên kết và bấm Cho phép.
zalo-consent-refused-unknown = Liên kết này không do trợ lý tạo ra. Mời chạy lại ./doithoai zalo connect.
zalo-consent-refused-used = Liên kết này đã dùng rồi. Nếu chưa thấy báo kết nối xong, mời chạy lại ./doithoai zalo connect.
zalo-consent-refused-late = Liên kết này đã quá 10 phút. Mời chạy lại ./doithoai zalo connect.
zalo-consent-refused-not-set-up = Thiết lập của tài khoản này đã thay đổi hoặc còn thiếu. Mời xem lại thiết lập rồi chạy lại ./doithoai zalo connect.
zalo-consent-refused-other-account = Trang Zalo vừa chọn không phải trang ghi trong thiết lập của xã. Mời làm lại và chọn đúng trang.
# $name - our own name of an account
zalo-consent-refused-taken = Trang Zalo này đã kết nối ở { $name }. Mỗi trang chỉ kết nối một nơi.
# $code - number of Zalo's error
zalo-consent-refused-by-zalo = Zalo không chấp nhận (mã { $code }). Mời xem lại số ứng dụng, khóa bí mật và Callback Url, rồi chạy lại ./doithoai zalo connect.
zalo-consent-refused-no-answer = Zalo không trả lời. Mời chạy lại ./doithoai zalo connect sau ít phút.

## The check

# $name - name of a setting
zalo-check-missing = Thiếu thiết lập { $name }
zalo-check-missing-mend = Chép giá trị từ developers.zalo.me vào thiết lập này.
zalo-check-missing-key-mend = Tạo khóa bằng ./doithoai secret rồi đặt vào thiết lập này; giữ một bản sao ở nơi an toàn.
zalo-check-settings = Đủ các thiết lập
# $address - where Zalo brings events
zalo-check-address = Địa chỉ nhận tin: { $address }
zalo-check-no-address = Chưa có địa chỉ https để Zalo chuyển tin đến
zalo-check-no-address-mend = Đặt DOITHOAI_PUBLIC_URL là địa chỉ https của trợ lý.
# $day - a day
zalo-check-consent = Đã kết nối; nếu không gia hạn được thì hết hạn ngày { DATE($day) }
# $day - a day
zalo-check-consent-ends = Kết nối sắp hết hạn: { DATE($day) }
zalo-check-no-consent = Chưa kết nối
zalo-check-connect-mend = Chạy ./doithoai zalo connect.
# $why - a trouble
zalo-check-trouble = Không gửi được tin: { $why }
zalo-check-trouble-mend = Xem lại các thiết lập và mạng; nếu vẫn không được, chạy ./doithoai zalo connect.
zalo-check-no-answer = Zalo không trả lời
zalo-check-no-answer-mend = Thử lại sau ít phút; kiểm tra máy có ra được mạng Internet không.
# $code - number of Zalo's error
zalo-check-refused = Zalo từ chối, mã { $code }
zalo-check-refused-mend = Tra mã này trong docs/zalo.md.
# $name - name of the account
zalo-check-other-account = Đang kết nối nhầm trang: { $name }
# $name - name of the account; $kind - what kind it is
zalo-check-name = Trang { $name }, { $kind }
zalo-check-kind-state = loại cơ quan nhà nước
zalo-check-kind-other = loại doanh nghiệp hoặc loại khác
zalo-check-verified = Trang đã xác thực
zalo-check-not-verified = Trang chưa xác thực
zalo-check-not-verified-mend = Làm thủ tục xác thực ở oa.zalo.me.
# $package - name of a package; $day - its last day, as Zalo writes it
zalo-check-package = Gói { $package }, đến { $day }
# $package - name of a package
zalo-check-package-open = Gói { $package }
zalo-check-no-package = Zalo không cho biết gói dịch vụ
zalo-check-no-package-mend = Xem ở oa.zalo.me; nếu gửi tin bị báo mã -224 thì cần nâng gói.
# $count - a number
zalo-check-calls = Zalo cho phép { $count } lần gọi mỗi phút
zalo-check-sends-v3 = Gửi tin bằng cách mới (v3)
zalo-check-sends-v2 = Gửi tin bằng cách cũ (v2), vì Zalo không cho loại trang này dùng cách mới
zalo-check-buttons = Gửi được nút bấm
zalo-check-no-buttons = Zalo không nhận nút bấm của trang này; lựa chọn được gửi thành danh sách có số
# $count - a number
zalo-check-templates = Số mẫu tin đã khai báo: { $count }
zalo-check-no-templates = Chưa khai báo mẫu tin
zalo-check-no-templates-mend = Không bắt buộc. Không có mẫu thì ai quá 7 ngày chưa nhắn sẽ nằm trong danh sách cần gọi điện.
# $left - a number; $daily - a number
zalo-check-quota = Còn gửi được { $left } trên { $daily } tin theo mẫu trong hôm nay
zalo-check-no-quota = Zalo không cho biết còn gửi được bao nhiêu tin theo mẫu
# $at - a moment; $how - of what the signature was made
zalo-check-heard = Tin đến gần nhất: { TIME($at) } ngày { DATE($at) }, chữ ký đúng ({ $how })
# $at - a moment
zalo-check-silent = Lâu rồi chưa có tin đến; gần nhất là { TIME($at) } ngày { DATE($at) }
zalo-check-not-heard = Chưa có tin nào từ Zalo chuyển đến
zalo-check-not-heard-mend = Nhắn thử một tin tới trang; nếu vẫn không thấy, xem lại địa chỉ Webhook và các sự kiện đã bật.
# $at - a moment
zalo-check-unsigned = Tin đến lúc { TIME($at) } ngày { DATE($at) } không có chữ ký
# $at - a moment
zalo-check-mismatched = Tin đến lúc { TIME($at) } ngày { DATE($at) } có chữ ký không khớp
zalo-check-signature-mend = Chép lại OA Secret Key ở mục Webhook; khóa này khác khóa bí mật của ứng dụng.
