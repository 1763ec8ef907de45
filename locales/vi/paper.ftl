# Official papers: in Vietnamese only, whatever language their reader has chosen. Lines for the Party's and the State's
# layout differ where their rules do.

paper-motto-party = ĐẢNG CỘNG SẢN VIỆT NAM
paper-motto-state = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
paper-motto-below = Độc lập - Tự do - Hạnh phúc
# Before which words the name of a body may be broken.
paper-breaks = xã|phường|đặc khu|tỉnh|thành phố|huyện|thị trấn
# $number - number with its kind and body
paper-number-party = Số { $number }
paper-number-state = Số: { $number }
paper-short-party = ĐU
paper-short-state = UBND
# $place - place, $day - day with a nought before it where the rule wants one, $month - month, $year - year
paper-place-day = { $place }, ngày { $day } tháng { $month } năm { $year }
paper-recipients = Nơi nhận:
# $kept - where a copy stays
paper-kept-party = Lưu { $kept }
paper-kept-state = Lưu: { $kept }
paper-kept-usual-party = Văn phòng Đảng ủy
paper-kept-usual-state = VT
# $of - the body or head signed for
paper-sign-body-party = T/M { $of }
paper-sign-body-state = TM. { $of }
paper-sign-deputy-state = KT. { $of }
paper-sign-order-party = T/L { $of }
paper-sign-order-state = TL. { $of }
paper-sign-of-party = Ban Thường vụ
paper-sign-of-state = Ủy ban nhân dân
paper-deputy = Phó
paper-and = { $first } và { $last }
paper-meeting-starts = hội nghị
# $hour - hour, $minute - minute, $day - day
paper-hour = { $hour } giờ { $minute } phút, ngày { $day }
# $day - day, $month - month, $year - year
paper-day-long = { $day } tháng { $month } năm { $year }
paper-chair-role = chủ trì

paper-notice = Thông báo
# $whose - whose conclusion, $meeting - the dialogue
paper-notice-about = kết luận của { $whose } tại { $meeting }
# $day - day, $venue - where, $chairs - who presided, $meeting - the dialogue
paper-notice-opening = Ngày { $day }, tại { $venue }, { $chairs } chủ trì { $meeting }.
paper-notice-opening-no-venue = Ngày { $day }, { $chairs } chủ trì { $meeting }.
# $participants - who took part
paper-participants = Tham dự hội nghị có: { $participants }.
# $count - how many matters
paper-notice-so = Hội nghị đã tiếp nhận, xem xét { $count } ý kiến, kiến nghị. Sau khi nghe ý kiến của Nhân dân và phần trả lời, giải trình của các cơ quan, đơn vị, chủ trì hội nghị kết luận như sau:
paper-notice-so-none = Sau khi nghe ý kiến của Nhân dân và phần trả lời, giải trình của các cơ quan, đơn vị, chủ trì hội nghị ghi nhận: hội nghị không có ý kiến, kiến nghị cần giải quyết tiếp.
paper-part-answered = Nội dung đã được trả lời
paper-part-promised = Nội dung giao giải quyết, có thời hạn
paper-part-assigned = Nội dung giao giải quyết, chưa ghi thời hạn
paper-part-beyond = Nội dung vượt thẩm quyền
paper-part-open = Nội dung tiếp tục xem xét, trả lời
# $number - position, $code - code
paper-item = { $number }. Ý kiến { $code }
# $hamlet - hamlet
paper-item-hamlet = ({ $hamlet })
paper-item-carried = (chuyển từ hội nghị trước)
# $hamlet - hamlet
paper-item-hamlet-carried = ({ $hamlet }; chuyển từ hội nghị trước)
paper-item-matter = Nội dung:
paper-item-answered = Trả lời:
paper-item-promised = Kết luận:
paper-item-assigned = Kết luận:
paper-item-beyond = Hướng xử lý:
paper-item-open = Kết luận:
paper-no-matter = Nội dung trong tệp gửi kèm ý kiến.
paper-no-words-answered = Đã trả lời trực tiếp tại hội nghị.
paper-no-words-promised = Giải quyết nội dung nêu trên.
paper-no-words-assigned = Xem xét, giải quyết nội dung nêu trên.
paper-no-words-beyond = Đề xuất cấp có thẩm quyền xem xét, giải quyết.
paper-no-words-open = Tiếp tục xem xét nội dung nêu trên.
paper-item-due = Thực hiện:
paper-item-answered-by = Đơn vị trả lời:
# $department - who, $due - day
paper-due-answered = { $department }.
paper-due-promised = { $department }, chậm nhất ngày { $due }.
# $days - days
paper-due-assigned = { $department }; thông báo dự kiến thời gian giải quyết trong thời hạn { $days } ngày kể từ ngày ban hành Thông báo.
# $body - the body above
paper-due-beyond = { $department } tham mưu văn bản kiến nghị { $body } xem xét, giải quyết và theo dõi việc trả lời.
paper-due-open = { $department } trả lời, chậm nhất ngày { $due }.
paper-due-open-undated = { $department } tiếp tục xem xét, trả lời.
paper-department-none = Đơn vị được phân công
paper-body-none = cơ quan có thẩm quyền
paper-carrying-out = Tổ chức thực hiện
paper-carrying-out-dated = Các cơ quan, đơn vị được giao nhiệm vụ căn cứ nội dung và thời hạn nêu trên để giải quyết, bảo đảm đúng quy trình, quy định.
# $days - days
paper-carrying-out-undated = Đối với nội dung chưa ghi thời hạn: chậm nhất { $days } ngày sau khi có Thông báo này, cơ quan, đơn vị được giao trả lời bằng văn bản về quá trình xác minh, dự kiến thời gian giải quyết. Văn bản gửi chủ trì hội nghị, công dân và Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp.
paper-carrying-out-beyond = Đối với nội dung vượt thẩm quyền: cơ quan, đơn vị tham mưu gửi văn bản kiến nghị cấp có thẩm quyền, thông báo cho công dân biết và theo dõi đến khi có trả lời.
paper-carrying-out-front = Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam giám sát việc thực hiện Thông báo này.
paper-notice-closing = Trên đây là Thông báo kết luận hội nghị, đề nghị các cơ quan, đơn vị, cá nhân liên quan nghiêm túc thực hiện

paper-report = Báo cáo
# $month - month, $year - year
paper-report-about = kết quả tiếp nhận, giải quyết ý kiến, kiến nghị của Nhân dân tháng { $month } năm { $year }
# $first - first day, $last - last day
paper-report-opening = Kết quả tiếp nhận, giải quyết ý kiến, kiến nghị của Nhân dân từ ngày { $first } đến ngày { $last } như sau:
paper-report-general = Số liệu chung
# $received - how many came, $answered - answered
paper-report-received = Tiếp nhận { $received } ý kiến, kiến nghị; đã trả lời { $answered }.
# $in_time - answered in time, $too_late - answered late
paper-report-in-time = Trong số đã trả lời: đúng hạn { $in_time }, quá hạn { $too_late }.
# $waiting - how many wait, $late - of them late
paper-report-waiting = Đang chờ trả lời { $waiting }, trong đó quá hạn { $late }.
# $count - how many
paper-report-passed-up = Chuyển cấp có thẩm quyền { $count } nội dung.
# $made - made, $kept - kept, $kept_late - of them late, $open - open, $late - of them late
paper-report-promises = Nội dung đã hứa giải quyết: thêm mới { $made }; đã thực hiện { $kept } (trong đó quá hạn { $kept_late }); chưa thực hiện { $open } (trong đó quá hạn { $late }).
# $average - average, $count - how many
paper-report-rated = Mức độ hài lòng trung bình { $average } trên 5 điểm, qua { $count } lượt đánh giá.
paper-report-rated-few = Mức độ hài lòng: có dưới 5 lượt đánh giá nên không nêu điểm, để giữ kín người đánh giá.
paper-report-rated-none = Mức độ hài lòng: chưa có lượt đánh giá.
# $name - department or topic
paper-report-rated-of = Mức độ hài lòng, { $name }: trung bình { $average } trên 5 điểm, qua { $count } lượt đánh giá.
paper-report-rated-few-of = Mức độ hài lòng, { $name }: chưa đủ 5 lượt đánh giá.
paper-report-by-department = Kết quả theo đơn vị
paper-report-by-topic = Kết quả theo lĩnh vực
paper-report-by-hamlet = Kết quả theo địa bàn
paper-report-promised = Nội dung đã hứa giải quyết
paper-report-promised-each = Từng nội dung đã hứa
paper-report-late = Ý kiến quá hạn trả lời
paper-report-nothing-late = Không có ý kiến quá hạn trả lời.
paper-report-nothing-promised = Không có nội dung hứa giải quyết trong kỳ.
paper-report-nothing = Không có số liệu trong kỳ.
paper-report-closing = Trên đây là báo cáo kết quả tiếp nhận, giải quyết ý kiến, kiến nghị của Nhân dân trong tháng
paper-chart-work = Biểu đồ. Ý kiến đã trả lời và đang chờ
paper-chart-promises = Biểu đồ. Nội dung đã hứa
paper-series-answered = Đã trả lời
paper-series-waiting = Đang chờ, trong hạn
paper-series-late = Đang chờ, quá hạn
paper-series-kept = Thực hiện đúng hạn
paper-series-kept-late = Thực hiện quá hạn
paper-series-open = Chưa thực hiện, trong hạn
paper-series-open-late = Chưa thực hiện, quá hạn
# $count - how many
paper-chart-others = Khác ({ $count })
paper-promise-open = Chưa đến hạn
paper-promise-undated = Chưa có thời hạn
paper-promise-late = Quá hạn
paper-promise-kept = Đã thực hiện
paper-promise-kept-late = Đã thực hiện, quá hạn
# $day - day
paper-promise-on = (ngày { $day })
paper-unnamed = Chưa rõ

paper-column-number = STT
paper-column-code = Mã
paper-column-received-on = Ngày nhận
paper-column-channel = Kênh
paper-column-hamlet = Địa bàn
paper-column-topic = Lĩnh vực
paper-column-matter = Nội dung
paper-column-people = Số người cùng ý kiến
paper-column-department = Đơn vị
paper-column-answers = Đơn vị trả lời
paper-column-due = Thời hạn
paper-column-answer = Nội dung trả lời
paper-column-state = Tình trạng
paper-column-note = Ghi chú
paper-column-received = Tiếp nhận
paper-column-answered = Đã trả lời
paper-column-answered-late = Trả lời quá hạn
paper-column-waiting = Đang chờ
paper-column-late = Quá hạn
paper-column-made = Mới hứa
paper-column-kept = Đã thực hiện
paper-column-kept-late = Thực hiện quá hạn
paper-column-open = Chưa thực hiện
paper-column-words = Nội dung hứa
paper-column-days = Số ngày quá hạn
paper-column-total = Tổng số

paper-results = Thông báo
# $meeting - the dialogue
paper-results-about = kết quả tiếp nhận, trả lời ý kiến, kiến nghị tại { $meeting }
# $day - day, $venue - where, $meeting - the dialogue
paper-results-opening = Ngày { $day }, tại { $venue } đã diễn ra { $meeting }.
# $count - how many
paper-results-count = Kết quả tiếp nhận, trả lời { $count } ý kiến, kiến nghị được công khai như sau:
paper-results-none = Không có ý kiến, kiến nghị nào để công khai.
# $count - how many, $state - how they stand
paper-results-state = { $state }: { $count }
paper-result-answered = Đã giải thích, trả lời
paper-result-resolved = Đã giải quyết
paper-result-promised = Sẽ giải quyết
# $due - day
paper-result-promised-by = Sẽ giải quyết, chậm nhất ngày { $due }
paper-result-beyond = Đã kiến nghị cấp trên
paper-result-guided = Đã hướng dẫn
paper-result-open = Đang xem xét
paper-result-late = Quá hạn
# $due - the day that has passed
paper-result-late-since = Quá hạn, đã hẹn ngày { $due }
# $address - address of a page
paper-results-address = Nhân dân có thể xem và tra cứu kết quả tại địa chỉ { $address }.
paper-results-closing = Ý kiến phản hồi về kết quả trên đề nghị gửi đến cơ quan ban hành Thông báo này để được xem xét, trả lời

paper-collation = Bảng tổng hợp
# $meeting - the dialogue
paper-collation-about = ý kiến, kiến nghị của Nhân dân gửi đến { $meeting }
# $until - day, $count - how many, $people - how many people
paper-collation-until = Số liệu đến hết ngày { $until }: { $count } ý kiến, kiến nghị của { $people } lượt người.
paper-row-new = Mới tiếp nhận
paper-row-answered = Đã trả lời
paper-row-verifying = Giao xác minh
paper-row-working = Đang giải quyết
paper-row-promised = Hẹn giải quyết
paper-row-beyond = Vượt thẩm quyền
paper-row-guided = Đã hướng dẫn

paper-invitation = Giấy mời
paper-invitation-to = Kính mời:
# $meeting - the dialogue
paper-invitation-about = Về việc: tham dự { $meeting }.
# $body - who invites
paper-invitation-opening = { $body } trân trọng kính mời các ông/bà tham dự hội nghị, cụ thể như sau:
paper-invitation-when = Thời gian, địa điểm
# $at - hour and day
paper-invitation-time = Thời gian: { $at }.
paper-invitation-time-open = Thời gian: sẽ thông báo sau.
# $venue - where
paper-invitation-venue = Địa điểm: { $venue }.
paper-invitation-who = Thành phần
# $chairs - who presides
paper-invitation-chairs = a) Chủ trì: { $chairs }.
# $participants - who takes part
paper-invitation-participants = b) Đại biểu: { $participants }.
paper-invitation-contents = Nội dung
# $text - one matter
paper-invitation-content = - { $text }
paper-invitation-contact = Đầu mối liên hệ
paper-invitation-enclosed = Tài liệu
paper-invitation-nothing-enclosed = Không có tài liệu gửi kèm.
paper-invitation-closing = Rất mong các ông/bà sắp xếp thời gian tham dự đầy đủ, đúng giờ

paper-minutes = Biên bản
# $at - hour and day
paper-minutes-begins = Thời gian bắt đầu: { $at }.
paper-minutes-begins-open = Thời gian bắt đầu: ….. giờ ….., ngày ….. tháng ….. năm …..
# $venue - where
paper-minutes-venue = Địa điểm: { $venue }.
# $chairs - who presided
paper-minutes-chairs = Chủ trì: { $chairs }.
# $secretary - who wrote it
paper-minutes-secretary = Thư ký: { $secretary }.
# $participants - who took part
paper-minutes-participants = Thành phần tham dự: { $participants }.
# $invited - how many were invited
paper-minutes-invited = Số đại biểu được mời: { $invited }
# $present - how many came
paper-minutes-present = Số đại biểu có mặt: { $present }
paper-minutes-agenda = Diễn biến hội nghị
paper-minutes-statements = Ý kiến phát biểu và trả lời
paper-minutes-no-statements = Không có đại biểu phát biểu.
# $number - position, $speaker - who spoke
paper-minutes-speaker = { $number }. { $speaker }
# $code - code
paper-minutes-code = (ý kiến { $code })
# $by - who answered
paper-minutes-reply = { $by } trả lời:
paper-minutes-votes = Biểu quyết
# $question - what was asked, $agreed - how many, $against - how many, $other - how many, $total - how many voted
paper-minutes-vote = { $question }: đồng ý { $agreed } trên { $total } ({ $share }%); không đồng ý { $against }; ý kiến khác { $other }.
paper-minutes-conclusions = Kết luận của chủ trì
# $at - hour and day
paper-minutes-ends = Hội nghị kết thúc hồi { $at }. Biên bản đã được đọc lại cho những người có mặt cùng nghe, nhất trí thông qua
paper-minutes-ends-open = Biên bản đã được đọc lại cho những người có mặt cùng nghe, nhất trí thông qua
paper-minutes-secretary-party = Người ghi biên bản
paper-minutes-secretary-state = Thư ký
paper-minutes-chair-party = Chủ trì hội nghị
paper-minutes-chair-state = Chủ tọa
