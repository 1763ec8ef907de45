# Making results public: what the office looks through, and what everybody reads.

menu-publication = Công khai kết quả
publication-button = Công khai kết quả
publication-list = Công khai kết quả của hội nghị nào?
publication-apart = Ý kiến ngoài hội nghị
# $address - web address
publication-address = Trang công khai: { $address }
# $title - title of the dialogue
publication-page = Công khai kết quả: { $title }
# $count - how many
publication-count-undecided = • Chờ duyệt: { $count }
publication-count-ready = • Đã duyệt, chờ đăng: { $count }
publication-count-shown = • Đang công khai: { $count }
publication-count-left-out = • Không công khai: { $count }
publication-withheld = Không đưa ra công khai:
publication-withheld-hidden = • Người gửi xin giấu tên: { $count }
publication-withheld-guided = • Đã hướng dẫn nơi khác: { $count }
publication-withheld-refused = • Không thụ lý: { $count }
publication-withheld-waiting = • Chưa trả lời, chưa có kết luận: { $count }
publication-look = Xem và duyệt ({ $count })
publication-publish = Đăng công khai ({ $count })
publication-approved = Các mục đã duyệt
publication-left-out = Các mục không công khai ({ $count })

## Looking through

# $first, $last - places in the list, $count - how many wait
publication-look-head = Mục { $first } đến { $last } trong { $count } mục chờ duyệt. Đây là nội dung mọi người sẽ đọc; thông tin cá nhân đã được che.
# $code - reference code, $topic - topic, $place - hamlet, $state - where it stands
publication-item = { $code } · { $topic } · { $place } · { $state }
# $text - what is shown
publication-item-text = Hỏi: { $text }
publication-item-answer = Trả lời: { $text }
publication-no-answer = (chưa có)
# $count - how many
publication-item-people = Cùng nêu: { $count } người.
# $kinds - what was hidden
publication-item-hidden = Đã che: { $kinds }
publication-item-changed = Nội dung đã thay đổi sau lần duyệt trước.
publication-doubt-author = ⚠ Còn tên người gửi. Xin sửa trước khi duyệt.
publication-doubt-accuses = ⚠ Có thể là khiếu nại hoặc tố cáo. Xin cân nhắc không công khai.
publication-doubt-cut = ⚠ Quá dài nên bị cắt. Xin sửa cho gọn.
publication-doubt-unsaid = ⚠ Câu trả lời không có lời, chỉ có tệp. Xin viết tóm tắt.
publication-approve-all = ✓ Duyệt cả { $count } mục trên
publication-approve-sure = ✓ Duyệt { $count } mục không có dấu ⚠
# $code - reference code
publication-one = { $code }: sửa hoặc bỏ
publication-later = Để sau, xem tiếp
publication-look-on = Xem tiếp các mục chờ duyệt
publication-approved-now = Đã duyệt { $count } mục.
publication-approved-one = Đã duyệt { $code }.
publication-approve = ✓ Duyệt
publication-edit-text = Sửa câu hỏi
publication-edit-answer = Sửa câu trả lời
publication-again = Lấy lại bản đề nghị ban đầu
publication-leave = Không công khai mục này
publication-withdraw = Gỡ khỏi trang công khai
publication-correct = Đăng bản đính chính
publication-photos = Chọn ảnh để đăng ({ $chosen }/{ $count })
publication-photos-page = { $code } có { $count } ảnh ở dưới. Ảnh không được đăng, trừ ảnh ông/bà chọn. Xin đừng chọn ảnh thấy mặt người, biển số xe, giấy tờ.
publication-photo = Ảnh { $number }
publication-photo-chosen = ✓ Ảnh { $number } (bấm để bỏ)
publication-photos-now = Đang chọn đăng { $count } ảnh. Thông tin máy ảnh ghi kèm (nơi chụp, giờ chụp) được bỏ đi.
publication-refused-photo = Ảnh này không mở được nên không đăng được. Xin chọn ảnh khác.
publication-state-proposed = Chưa duyệt.
publication-state-approved = Đã duyệt, chờ đăng.
# $at - since when, $address - web address
publication-state-public =
    Đang công khai từ { DATE($at) }:
    { $address }
publication-state-corrected = Đang công khai bản cũ. Bấm “Đăng bản đính chính” để mọi người đọc bản mới.
# $reason - why
publication-state-left-out = Không công khai. Lý do: { $reason }
# $code - reference code, $text - as it is now
publication-ask-text =
    { $code }, nội dung hiện nay:
    { $text }
    Xin viết lại, không ghi tên, số điện thoại của người dân.
# $kinds - what was found, $text - without it
publication-ask-personal =
    Lời vừa viết có: { $kinds }. Nếu che thì mọi người sẽ đọc:
    { $text }
    Ông/bà chọn cách nào?
publication-hide = Che đi
publication-keep = Giữ nguyên, được phép nêu
publication-ask-leave = { $code }: { $text } — vì sao không công khai? Chọn hoặc viết; chỉ văn phòng đọc.
publication-ask-withdraw = { $code }: { $text } — vì sao gỡ? Chọn hoặc viết; trang công khai chỉ ghi là đã gỡ.
publication-reason-private = Có chuyện riêng của người dân
publication-reason-checking = Còn đang xác minh
publication-reason-elsewhere = Trùng với mục khác
publication-left-now = { $code } sẽ không công khai.
# $address - web address
publication-withdrawn-now = Đã gỡ { $code }. Trang { $address } chỉ còn ghi là đã gỡ.
publication-approved-head = Các mục đã duyệt và đang công khai ({ $count }):
publication-out-head = Các mục không công khai ({ $count }):
# $code - reference code, $text - how it begins, $state - where it stands
publication-line = • { $code } ({ $state }): { $text }
publication-short-public = đang công khai
publication-short-corrected = chờ đăng đính chính
publication-short-approved = chờ đăng
publication-short-left-out = không công khai

## Publishing

# $title - title of the dialogue, $new - new ones, $corrected - those corrected
publication-sure = { $title }: đăng mới { $new } mục, đính chính { $corrected } mục. Ai cũng đọc được, không cần đăng nhập.
publication-sure-undecided = Còn { $count } mục chưa duyệt thì chưa đăng; duyệt rồi đăng thêm sau được.
publication-sure-address = Nơi đăng: { $address }
publication-published = Đã đăng { $count } mục tại { $address }. Mốc “Công khai kết quả” đã được ghi là xong.
publication-published-apart = Đã đăng { $count } mục tại { $address }.
# To authors. $codes - reference codes, $address - web address
publication-told =
    Kết quả trả lời ý kiến { $codes } của ông/bà đã được công khai, không nêu tên ông/bà:
    { $address }
# To heads of hamlets and the Front. $title - title of the dialogue
publication-told-heads =
    Kết quả trả lời { $count } ý kiến tại { $title } đã được công khai:
    { $address }
    Mời ông/bà phổ biến để bà con cùng xem.
# On the page of a petition
publication-petition = Kết quả đã công khai: { $address }
publication-paper = Bản Word để ký, niêm yết
publication-paper-made = Bản Word có { $count } mục đang công khai. Ghi số, ký rồi niêm yết, gửi các thôn.
publication-refused-none = Hội nghị này chưa công khai mục nào.
publication-refused-unknown = { $code } không có trong danh sách công khai của hội nghị này.
publication-refused-nothing = Chưa có mục nào đã duyệt để đăng.
publication-refused-changed = Nội dung vừa thay đổi. Xin xem lại.
publication-refused-not-public = { $code } hiện không ở trên trang công khai.
publication-refused-author = { $code } còn tên hoặc số điện thoại của người gửi nên chưa công khai được. Xin sửa rồi duyệt.
# $most - most letters
publication-refused-long = Nội dung dài quá { $most } chữ cái. Xin viết gọn lại.
entry-published = { TIME($at) } ngày { DATE($at) } · Đã công khai kết quả.
entry-corrected = { TIME($at) } ngày { DATE($at) } · Đã đính chính nội dung công khai.
entry-unpublished = { TIME($at) } ngày { DATE($at) } · Đã gỡ khỏi trang công khai. { $text }

## What stands for personal data

hidden-name = [tên]
hidden-phone = [số điện thoại]
hidden-identity = [số giấy tờ]
hidden-account = [số tài khoản]
hidden-parcel = [số thửa đất]
hidden-plate = [biển số xe]
hidden-address = [số nhà]
hidden-email = [thư điện tử]
hidden-link = [tài khoản mạng]

## Where a matter stands, for everybody

public-state-answered = Đã trả lời
public-state-resolved = Đã giải quyết xong
public-state-promised = Đã nhận giải quyết, sẽ báo thời hạn
# $due - last day
public-state-promised-by = Sẽ giải quyết chậm nhất { DATE($due) }
public-state-beyond = Đã gửi lên cấp trên
public-state-open = Đang giải quyết
public-state-late = Quá hạn từ { DATE($due) }

## The public page

# $place - the commune
web-results-title = Kết quả trả lời ý kiến Nhân dân | { $place }
web-results-heading = Kết quả trả lời ý kiến, kiến nghị của Nhân dân
web-results-about = Mọi người đều xem được. Tên và thông tin riêng của người gửi ý kiến không được đưa lên trang này.
web-results-none-yet = Chưa có kết quả nào được công khai.
web-results-search = Tìm trong kết quả
web-results-words = Từ ngữ hoặc mã tra cứu
web-results-words-hint = Gõ có dấu hay không dấu đều được, ví dụ: duong thon, CM25-0001
web-results-topic = Lĩnh vực
web-results-hamlet = Nơi ở
web-results-state = Kết quả
web-results-dialogue = Hội nghị
web-results-any = Tất cả
web-results-filters = Lọc theo lĩnh vực, nơi ở, kết quả, hội nghị
web-results-find = Tìm
web-results-clear = Bỏ tìm, xem tất cả
# $count - how many were found
web-results-count = Có { $count } mục.
web-results-nothing = Không có mục nào khớp. Xin thử ít từ hơn hoặc bỏ bớt lựa chọn.
web-results-list = Danh sách kết quả
# $code - reference code
web-results-item-title = Ý kiến { $code } | { $place }
web-results-asked = Ý kiến
web-results-answer = Trả lời
web-results-no-answer = Chưa có câu trả lời.
web-results-department = Cơ quan trả lời
# $day - a day
web-results-picture = Ảnh { $number } người gửi kèm
web-results-received = Gửi ngày { DATE($day) }
web-results-answered-on = Trả lời ngày { DATE($day) }
web-results-corrected = Đã đính chính ngày { DATE($day) }
web-results-several = Nhiều người cùng nêu
web-results-people = { $count } người cùng nêu
web-results-whole = Toàn địa bàn
web-results-withdrawn = Nội dung này đã được gỡ khỏi trang công khai.
web-results-withdrawn-on = Gỡ ngày { DATE($day) }.
web-results-unknown = Không có kết quả công khai nào mang mã { $code }.
web-results-unknown-about = Ý kiến có thể chưa được trả lời, hoặc không đưa lên trang công khai. Người gửi xem kết quả của mình trong cuộc trò chuyện.
web-results-all = Xem tất cả kết quả
web-results-chat = Gửi ý kiến, hỏi đáp
web-results-pages = Các trang
# $page - number of the page, $pages - how many there are
web-results-page = Trang { $page } / { $pages }
web-results-before = Trang trước
web-results-after = Trang sau
web-results-chart = Tình hình theo cơ quan
web-results-chart-about = Số mục đã công khai của từng cơ quan. Số liệu giống nhau ở biểu đồ và bảng.
web-results-chart-answered = Đã trả lời, giải quyết
web-results-chart-under-way = Đang giải quyết
web-results-chart-late = Quá hạn
web-results-chart-total = Cộng
# $department - whose bar it is
web-results-chart-bar = { $department }: đã trả lời { $answered }, đang giải quyết { $waiting }, quá hạn { $late }
web-results-files = Tải về
web-results-docx = Bản Word
web-results-json = Dữ liệu (JSON)
web-results-apart = Ngoài hội nghị
# $day - when it was held, $title - title of the dialogue
web-results-held = { $title } ({ DATE($day) })
web-results-satisfied = Hài lòng về hội nghị: trung bình { $average } trên 5, { $count } lượt đánh giá.
web-results-satisfied-few = Hài lòng về hội nghị: chưa đủ 5 lượt đánh giá nên chưa công bố.
web-results-state-answered = Đã trả lời
web-results-state-resolved = Đã giải quyết xong
web-results-state-promised = Sẽ giải quyết
web-results-state-beyond = Đã gửi lên cấp trên
web-results-state-open = Đang giải quyết
web-results-state-late = Quá hạn
