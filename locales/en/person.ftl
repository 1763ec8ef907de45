# My data.

person-unnamed = (no name yet)
# $name, $hamlet, $phone, $language - as stored, $consented - day of consent, $petitions - how many
data-page =
    What the commune has stored:
    • Name: { $name }
    • Home: { $hamlet }
    • Telephone: { $phone }
    • Language: { $language }
    • Consent since: { $consented }
    • Opinions sent: { $petitions }
data-change-name = Correct the name
data-change-hamlet = Correct the home
data-withdraw = Withdraw consent
# $name - the new name
data-named = The name was noted: { $name }.
data-withdraw-sure =
    When you withdraw your consent:
    • Stops and is deleted: your name, telephone number, hamlet and drafts; announcements; telephone calls.
    • Stays: what you have sent, without your name; answers still come to you here.
    To have the chat itself deleted, choose “Erase, pause”. Are you sure?
data-withdraw-yes = Yes, withdraw consent
data-withdrawn = Your consent was withdrawn and your data deleted. Thank you.
contact-not-own = The assistant only takes your own telephone number.
# $phone - telephone number
contact-kept = The telephone number { $phone } was noted.
