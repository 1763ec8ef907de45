# The menu, help, and what is said outside forms.

menu = What would you like to do?
menu-button = Main page
# $text - beginning of the draft
menu-draft = ✎ Go on writing: { $text }
menu-petition = Send an opinion
menu-speaker = Register to speak
menu-dialogues = Coming conferences
menu-mine = My opinions
menu-lookup = Look up a code
menu-help = Help
menu-data = My data
menu-language = Ngôn ngữ / Language
menu-collation = Forward collected opinions
menu-speaker-other = Register somebody else to speak
menu-hamlet = Opinions of the hamlet
menu-work = Waiting for an answer
menu-milestones = Milestones
menu-dialogues-clerk = Dialogue conferences
menu-petitions = Opinions by topic and hamlet
menu-calendar = Working calendar
menu-undelivered = Messages not delivered
menu-invite = Invite people, connect groups

# $commune - name of the commune, $venue - where to come in person
help =
    The assistant of { $commune } helps you to:
    • Send an opinion: write, take a photo or speak, then follow the questions one by one. You get a code and the day of the answer.
    • Register to speak at a dialogue conference.
    • Read the answers: under “My opinions”, or by typing a code, for example CM25-0042.
    You can type “back” or “cancel” at any time. In an emergency please call 113 (police), 114 (fire) or 115 (ambulance).
    To come in person: { $venue }.
help-officer =
    Officers: type /viec to see the work by due day. Answer with the button “Answer”, or by replying to the message that has the code.
    Where there are no buttons: type the code to see it, or the code with what is to be done. For example: CM25-0001 take; CM25-0001 answer: your text; CM25-0001 transfer.
    If an answer was sent by mistake, press “Take it back” at once. Internal notes, templates, not taking up: the button “More” on the opinion’s page.
help-department-head = Heads of departments: answers to approve are at the top of “Waiting for an answer”; to give work to an officer, use the button “More”.
help-chair = Chairs: answers for you to approve are under “Answers to approve”.
help-hamlet-head = Hamlet heads: press “Forward collected opinions”, then send or forward as many messages as you like. The assistant splits them into single opinions for you to check.
help-clerk = Office: set up conferences, open and close the collection of opinions and invite people from the main page.

chat-unread = The assistant could not read this message. Please write, or send a photo or a voice message.
chat-unknown-command = The assistant did not understand. Please choose below.
chat-button-incomplete = This button can no longer be used. Please open the main page again.
chat-slow-down = You are sending rather fast, so the assistant answers a little more slowly. Every message is kept.
# $reference - reference for the administrator
chat-failed = Sorry, your last message could not be handled. It has been kept; the reference is { $reference }. Please try again later.
# $department - name of the department
notice-nobody-in-department = ({ $department } has no officer with the assistant yet. Please pass this on or answer for them.)

# $name - name of the file
file-too-big = The file { $name } is larger than 20 MB and was not taken. Please send a smaller one.
file-not-allowed = The file { $name } is of a kind that is not taken. Please send a photo, a recording, a video, PDF, Word or Excel.
file-empty = The file { $name } is empty. Please send it again.
file-unreachable = The file { $name } could not be fetched. Please send it again.

trouble-blocked = the person has blocked the assistant
trouble-chat-gone = the chat no longer exists
trouble-no-rights = the assistant may not write in the group
trouble-rejected = the channel did not take this message
trouble-expired = the time to send it has passed
trouble-unreachable = several attempts to send it failed
trouble-internal = an error of the assistant
