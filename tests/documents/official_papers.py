"""Official papers as a commune would write them, for tests and for looking at."""

from datetime import date, datetime

from documents.collation import CollationPaper, CollationRow, RowState
from documents.conclusion_notice import ConclusionItem, ConclusionPaper, Part
from documents.invitation_letter import InvitationLetter
from documents.minutes import MinutesPaper, Reply, Statement, Vote
from documents.official import Head, Layout, Meeting, Recipients, Signature, Signing, Tones
from documents.report import Counts, LateItem, PromiseLine, Promises, PromiseState, Rated, ReportPaper
from documents.results import PublishedResults, ResultItem, ResultState
from domain.commune import VIETNAM

STATE = Head(Layout.STATE, "Ủy ban nhân dân xã Nam Đàn", "Nam Đàn", date(2026, 9, 4), number="05/TB-UBND", short="UBND")
PARTY = Head(
    Layout.PARTY, "Đảng ủy xã Nam Đàn", "Nam Đàn", date(2026, 9, 4), number="05-TB/ĐU", above="Đảng bộ tỉnh Nghệ An"
)
BLANK = Head(Layout.STATE, "Ủy ban nhân dân phường Trường Vinh", "Trường Vinh", tones=Tones.NEW)
HALL = Meeting(
    "Hội nghị tiếp xúc, đối thoại giữa người đứng đầu cấp ủy, chính quyền với Nhân dân xóm Hòa Bình năm 2026",
    datetime(2026, 8, 30, 7, 30, tzinfo=VIETNAM),
    "Nhà văn hóa xóm Hòa Bình",
    ("đồng chí Lê Văn Sỹ, Bí thư Đảng ủy xã", "đồng chí Nguyễn Thị Hoa, Chủ tịch Ủy ban nhân dân xã"),
    (
        "Thường trực Đảng ủy, Hội đồng nhân dân, lãnh đạo Ủy ban nhân dân xã",
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã",
        "đại diện các phòng, ngành, đơn vị",
        "126 cán bộ, đảng viên và Nhân dân xóm Hòa Bình",
    ),
)
ITEMS = (
    ConclusionItem(
        "ND26-0001",
        Part.ANSWERED,
        "Đề nghị cho biết khi nào có chế độ hỗ trợ lúa bị ngập trong đợt mưa tháng 7.",
        "Ủy ban nhân dân xã đã lập danh sách 48 hộ, niêm yết tại nhà văn hóa xóm từ ngày 12/8/2026. Tiền hỗ trợ được"
        " chi trả trong tháng 9/2026.",
        "Phòng Kinh tế",
        hamlet="xóm Hòa Bình",
    ),
    ConclusionItem(
        "ND26-0004",
        Part.ANSWERED,
        "Thủ tục chứng thực tại Trung tâm Phục vụ hành chính công có phải đặt lịch không?",
        "Không phải đặt lịch. Người dân đến trực tiếp trong giờ hành chính, lấy số thứ tự tại quầy.",
        "Trung tâm Phục vụ hành chính công",
        hamlet="xóm Hòa Bình",
    ),
    ConclusionItem(
        "ND26-0002",
        Part.PROMISED,
        "Đường từ nhà ông Thìn đến trạm biến áp dài khoảng 300 m xuống cấp, mưa là ngập, học sinh đi lại rất khó"
        " khăn.\n"
        "Đề nghị xã sửa trước năm học mới.",
        "Ủy ban nhân dân xã bố trí kinh phí sửa chữa, khơi thông rãnh thoát nước hai bên đường.",
        "Phòng Kinh tế",
        date(2026, 9, 30),
        "xóm Hòa Bình",
    ),
    ConclusionItem(
        "ND26-0007",
        Part.PROMISED,
        "Hai cột đèn đường ở ngã ba cầu Đòn hỏng từ tháng 5.",
        "Thay bóng và kiểm tra đường dây.",
        "Phòng Kinh tế",
        date(2026, 9, 10),
        "xóm Hòa Bình",
        carried=True,
    ),
    ConclusionItem(
        "ND26-0003",
        Part.ASSIGNED,
        "Mùi hôi từ trang trại lợn phía tây xóm ảnh hưởng nhiều hộ dân.",
        "Kiểm tra hiện trạng, lấy mẫu nước thải, làm việc với chủ trang trại và báo cáo kết quả.",
        "Phòng Kinh tế",
        hamlet="xóm Hòa Bình",
    ),
    ConclusionItem(
        "ND26-0005",
        Part.BEYOND,
        "Đề nghị nâng cấp tuyến kênh N3 do Công ty Thủy lợi Nam quản lý.",
        "Kênh N3 không thuộc thẩm quyền của xã. Ủy ban nhân dân xã có văn bản kiến nghị trong tháng 9/2026.",
        "Phòng Kinh tế",
        passed_to="Công ty TNHH một thành viên Thủy lợi Nam Nghệ An",
    ),
    ConclusionItem(
        "ND26-0006",
        Part.OPEN,
        "Đề nghị xem xét lại mức thu quỹ thôn năm 2026.",
        "Ban chỉ huy xóm họp dân bàn lại, báo cáo kết quả về Ủy ban nhân dân xã.",
        "Văn phòng HĐND và UBND",
        date(2026, 9, 18),
        "xóm Hòa Bình",
        carried=True,
    ),
)
STATE_RECIPIENTS = Recipients(
    (
        "Thường trực Đảng ủy, HĐND xã",
        "Chủ tịch, các Phó Chủ tịch UBND xã",
        "Ủy ban MTTQ Việt Nam xã (giám sát)",
        "Các phòng, ngành, đơn vị liên quan",
        "Xóm trưởng xóm Hòa Bình",
    ),
    "VT, VP",
)
PARTY_RECIPIENTS = Recipients(
    (
        "Ban Tuyên giáo và Dân vận Tỉnh ủy (b/c)",
        "Ủy viên BCH Đảng bộ xã",
        "Thường trực HĐND, UBND xã",
        "MTTQ và các đoàn thể xã",
        "Các tổ chức đảng trực thuộc",
    ),
    "Văn phòng Đảng ủy",
)
HAMLETS = (
    "Hòa Bình, Đồng Tâm, Quyết Tiến, Hồng Thái, Nam Bắc Sơn, Khoa Trường, Quang Trung, Tân Hợp, Phú Thọ, Xuân Lâm,"
    " Ba Hà, Đình Long, Trung Cần, Sen Vàng"
)
CHAIRWOMAN = Signature("Chủ tịch", "Nguyễn Thị Hoa")
DEPUTY = Signature("Phó Chủ tịch", "Trần Văn Bình")
SECRETARY = Signature("Phó Bí thư Thường trực", "Lê Văn Sỹ", of="Ban Thường vụ")

CONCLUSION_STATE = ConclusionPaper(
    STATE, HALL, ITEMS, STATE_RECIPIENTS, CHAIRWOMAN, chair="đồng chí Nguyễn Thị Hoa, Chủ tịch Ủy ban nhân dân xã"
)
CONCLUSION_PARTY = ConclusionPaper(
    PARTY, HALL, ITEMS, PARTY_RECIPIENTS, SECRETARY, chair="đồng chí Lê Văn Sỹ, Bí thư Đảng ủy xã"
)
CONCLUSION_BLANK = ConclusionPaper(BLANK, HALL, ITEMS[:3], STATE_RECIPIENTS, DEPUTY)

REPORT = ReportPaper(
    Head(Layout.STATE, "Ủy ban nhân dân xã Nam Đàn", "Nam Đàn", date(2026, 10, 2), "128/BC-UBND"),
    date(2026, 9, 1),
    date(2026, 9, 30),
    Counts("", 42, 35, 9, 3, 4),
    (
        Counts("Phòng Kinh tế", 21, 16, 6, 2, 3),
        Counts("Phòng Văn hóa - Xã hội", 9, 9, 1, 0, 0),
        Counts("Văn phòng HĐND và UBND", 6, 5, 1, 1, 1),
        Counts("Công an xã", 4, 4, 0, 0, 0),
        Counts("Trung tâm Phục vụ hành chính công", 2, 1, 1, 0, 0),
    ),
    (
        Counts("Đất đai, môi trường", 15, 11, 5, 2, 2),
        Counts("Giao thông, thủy lợi", 11, 9, 2, 0, 1),
        Counts("Chính sách xã hội", 9, 9, 1, 0, 0),
        Counts("An ninh, trật tự", 4, 4, 0, 0, 0),
        Counts("", 3, 2, 1, 1, 1),
    ),
    tuple(Counts(f"xóm {name}", 6 - n % 4, 5 - n % 4, n % 3, n % 2, 0) for n, name in enumerate(HAMLETS.split(", "))),
    Promises("", 5, 2, 1, 4, 1),
    (Promises("Phòng Kinh tế", 4, 1, 1, 3, 1), Promises("Văn phòng HĐND và UBND", 1, 1, 0, 1, 0)),
    3,
    Rated(17, 4.2),
    (
        LateItem(
            "ND26-0031",
            "Rác thải tồn đọng sau chợ Sa Nam nhiều ngày không được thu gom.",
            "Phòng Kinh tế",
            date(2026, 9, 21),
            7,
        ),
        LateItem(
            "ND26-0036",
            "Đề nghị trả lời việc cấp lại giấy xác nhận hộ nghèo.",
            "Văn phòng HĐND và UBND",
            date(2026, 9, 25),
            3,
        ),
    ),
    (
        PromiseLine(
            "ND26-0002",
            ITEMS[2].words,
            "Phòng Kinh tế",
            date(2026, 9, 30),
            PromiseState.KEPT_LATE,
            date(2026, 10, 1),
            "Đã đổ cấp phối 300 m, nạo vét rãnh.",
        ),
        PromiseLine(
            "ND26-0007", "Thay bóng và kiểm tra đường dây.", "Phòng Kinh tế", date(2026, 9, 10), PromiseState.LATE
        ),
        PromiseLine(
            "ND26-0003",
            "Kiểm tra hiện trạng, lấy mẫu nước thải, làm việc với chủ trang trại.",
            "Phòng Kinh tế",
            None,
            PromiseState.UNDATED,
        ),
        PromiseLine(
            "ND26-0006",
            "Họp dân bàn lại mức thu quỹ thôn.",
            "Văn phòng HĐND và UBND",
            date(2026, 10, 18),
            PromiseState.OPEN,
        ),
    ),
    Recipients(("Thường trực Đảng ủy, HĐND xã (b/c)", "Ủy ban MTTQ Việt Nam xã", "Các phòng, ngành, đơn vị"), "VT, VP"),
    DEPUTY,
)

RESULTS = PublishedResults(
    Head(Layout.STATE, "Ủy ban nhân dân xã Nam Đàn", "Nam Đàn", date(2026, 9, 9), "07/TB-UBND"),
    HALL,
    tuple(
        ResultItem(item.code, topic, item.hamlet, item.matter, item.words, state, item.department, item.due_on)
        for item, topic, state in zip(
            ITEMS,
            (
                "Nông nghiệp",
                "Hành chính công",
                "Giao thông",
                "Giao thông",
                "Môi trường",
                "Nông nghiệp",
                "Thu, chi của xóm",
            ),
            (
                ResultState.RESOLVED,
                ResultState.ANSWERED,
                ResultState.PROMISED,
                ResultState.PROMISED,
                ResultState.OPEN,
                ResultState.BEYOND,
                ResultState.OPEN,
            ),
            strict=True,
        )
    ),
    Recipients(("Ủy ban MTTQ Việt Nam xã", "Xóm trưởng các xóm (niêm yết)", "Trang thông tin điện tử xã"), "VT, VP"),
    DEPUTY,
    Rated(3),
    "namdan.nghean.gov.vn/doi-thoai",
)

COLLATION = CollationPaper(
    Head(Layout.PARTY, "Đảng ủy xã Nam Đàn", "Nam Đàn", date(2026, 8, 26), above="Đảng bộ tỉnh Nghệ An"),
    HALL,
    date(2026, 8, 25),
    tuple(
        CollationRow(
            item.code,
            date(2026, 8, 3 + n),
            ("Zalo", "Trang web", "Họp xóm")[n % 3],
            item.hamlet or "xóm Đồng Tâm",
            ("Nông nghiệp", "Giao thông", "Môi trường")[n % 3],
            item.matter,
            1 + 7 * (n % 3),
            item.department,
            item.due_on,
            item.words if n % 2 else "",
            list(RowState)[n % 7],
            "",
        )
        for n, item in enumerate(ITEMS * 3)
    ),
    PARTY_RECIPIENTS,
    Signature("Trưởng ban", "Phạm Thị Bích", Signing.OWN),
)

INVITATION = InvitationLetter(
    Head(Layout.STATE, "Ủy ban nhân dân xã Nam Đàn", "Nam Đàn", date(2026, 8, 20), "31/GM-UBND"),
    HALL,
    ("Bí thư chi bộ, xóm trưởng, Trưởng ban công tác Mặt trận xóm Hòa Bình", "Đại diện các hộ gia đình xóm Hòa Bình"),
    (
        "Báo cáo tóm tắt tình hình kinh tế - xã hội, quốc phòng, an ninh 8 tháng đầu năm 2026",
        "Nhân dân trao đổi, đối thoại với người đứng đầu cấp ủy, chính quyền xã",
        "Chủ trì hội nghị kết luận",
    ),
    "đồng chí Lê Thị Mai, Văn phòng HĐND và UBND xã, điện thoại 0238 3 822 000",
    Recipients(("Như trên", "Thường trực Đảng ủy, HĐND xã"), "VT, VP"),
    CHAIRWOMAN,
    ("Tài liệu hội nghị (phát tại hội nghị)",),
)

MINUTES = MinutesPaper(
    Head(Layout.STATE, "Ủy ban nhân dân xã Nam Đàn", "Nam Đàn", date(2026, 8, 30)),
    HALL,
    datetime(2026, 8, 30, 11, 15, tzinfo=VIETNAM),
    "bà Lê Thị Mai, công chức Văn phòng HĐND và UBND xã",
    140,
    126,
    ("Ổn định tổ chức, giới thiệu đại biểu, thông qua chương trình hội nghị.", "Lãnh đạo UBND xã báo cáo tình hình."),
    (
        Statement(
            "Ông Trần Văn Thìn, xóm Hòa Bình",
            ITEMS[2].matter,
            (
                Reply("Trưởng phòng Kinh tế", "Phòng đã khảo sát, đề nghị bố trí 45 triệu đồng."),
                Reply("Chủ tịch UBND xã", "Giao Phòng Kinh tế làm xong trước ngày 30/9/2026."),
            ),
            "ND26-0002",
        ),
        Statement(
            "Bà Nguyễn Thị Lan, xóm Hòa Bình",
            ITEMS[4].matter,
            (Reply("Trưởng phòng Kinh tế", "Sẽ kiểm tra, lấy mẫu nước thải."),),
        ),
    ),
    ("Ghi nhận các ý kiến của Nhân dân.", "Giao các đơn vị giải quyết theo Thông báo kết luận."),
    Signature("", "Lê Thị Mai"),
    Signature("", "Nguyễn Thị Hoa"),
    (Vote("Thông qua mức đóng góp làm đường xóm", 98, 21, 7),),
)

PAPERS = {
    "conclusion-state": CONCLUSION_STATE,
    "conclusion-party": CONCLUSION_PARTY,
    "conclusion-blank": CONCLUSION_BLANK,
    "report": REPORT,
    "results": RESULTS,
    "collation": COLLATION,
    "invitation": INVITATION,
    "minutes": MINUTES,
}
