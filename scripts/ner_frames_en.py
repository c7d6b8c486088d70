"""Sentence frames for the shipped name model in English, see `ner_frames.py`."""

GREET = """Hi {first},|Hello {first},|Hey {first}!|Dear {first},|Dear Mr {last},|Dear Ms {last},
Dear Mrs. {last},|Dear Dr {last},|Good morning {first},|Hello Mr. {last},|Hi {full},
Dear {full},|hey {first}|Dear Professor {last},|Morning {first},|Hi {first} and {first},
Dear Sir or Madam,|Hi there,|Hello,|Hi,|Dear Support Team,|Good afternoon,|Hey all,
Hi team,|Dear Customer,|Good morning,|To whom it may concern,|Hey everyone,
Dear Hiring Manager,|Dear {org} team,|Hi folks,"""

CLOSE = """Best regards,¶{full}|Kind regards¶{full}¶{org}|Thanks, {first}|Thanks!¶{first}
Cheers, {first}|Best, {first}|Regards, {full}|Yours sincerely,¶{full}|- {first}
Love, {first}|xx {first}|Sincerely,¶{full}¶{street}¶{city}|Many thanks¶{init}
Warm regards, {first} {last}|Thx {first}|Best regards|Kind regards|Thanks in advance
Yours faithfully|Cheers|Thank you!|Have a nice day|Best|Sent from my phone
Customer Care Team|Take care"""

BODY = """my name is {full} and I have a question about order {n}.
I'm {first} from {city}.
I am {full}, born on {d} in {city}.
This is {first}, I will be a bit late today.
This is {full} calling from {org}.
Could you change the delivery address to {full}, {n} {street}, {city}?
The parcel was sent to {full} at {n} {street} in {city}.
My wife {first} called you yesterday.
My husband {first} {last} passed away, please cancel the contract.
Ms {last} told me on {d} that the refund was on its way.
Mr {last} from accounting is on holiday until {m}.
Please forward the invoice to Mr. {last}.
I chatted with your colleague {first} but nothing happened.
thanks {first}, that helped a lot
thank you so much {first}!
Got it, {first}, I will take care of it.
{first}, can you send me the file please?
can you tell {first} please
have you heard from {first}?
met {first} and {first} in {city} last night
{first} is coming to {city} too
{first}'s birthday is on {d}
going to the doctor with {first} tomorrow
i think {first} is sick
That is {first}'s laptop, not mine.
{last}'s application was approved on {d}.
The patient {full}, DOB {d}, presents with a headache.
We report on your patient {full}, living at {n} {street}, {city}.
Mr. {last} has complained of back pain since {m}.
Mrs. {last} tolerates the medication well.
{full} was admitted through the emergency room of {org}.
Referred to Dr. {last} in {city}.
Prof. {full} has led the department since {m}.
The attending physician, Dr. {last}, recommends a follow-up.
The applicant, Mr {full}, was represented by Ms {init}, a lawyer practising in {city}.
The claimant {full} sued {org} in {city}.
Witness {init} stated that he had not seen {full}.
The defendant {last} did not appear on {d}.
The lease between {full} and {full} starts on {d}.
The transfer of {eur} to {full} was rejected.
The account holder is {full}, the bank is {org}.
{eur} is missing from {first} {last}'s account.
Application of {full} for the position of sales clerk at {org}
{full} has worked as a team lead at {org} in {city} since {m}.
The student {first} {last} was absent on {d}.
The {last} family lives on the second floor.
Your contact is {full} ({mail}).
Please get in touch with {full}, phone {n}.
Appointment for {listed} moved to {d}, {t}.
Room {n} is booked under the name {last}.
I booked a table under {full} for {t}.
Write a birthday card for {first}.
Write an email to {full} about the meeting in {city}.
Summarise the call with {full}.
Draft a reference letter for {full}, employed at {org}.
Signed by {full} and {init}
Understood, {first}. I have started the return for you.
Thank you, Mr {last}, I have found your details.
One moment please, Ms {last}.
Hello, you are speaking with {first} {last} from {org} customer service.
The contract is in my mother's name, {full}.
The bill still says {last}, but my name is {last} now.
My son {first} is {n} years old and goes to school in {city}.
My daughter {first} is allergic to nuts.
our neighbour, Mr {last}, accepted the parcel
who is {full} anyway?
according to {last} everything is fine
{init} asks whether {first} has paid
Attendees: {full}, {full}, {full}
Present were {last}, {last} and {init}.
{first} says {org} does not ship to {country}.
I fly from {city} to {city} on {d}.
we are moving to {city} in {m}
The branch in {city} is closed.
My address is {n} {street}, {city}.
Is {org} available in {country}?
I used to work for {org}.
I bought {prod} at {org} and want to return it.
{org} sent me a reminder for {eur}.
According to {org} the parcel was delivered on {d}.
The contract with {org} ends in {m}.
{org}, based in {city}, is represented by {full}.
He was born in {country} and now lives in {city}.
i live in {city} and i am looking for a flat near {street}
Let's meet on {street}.
{last} wrote on {d}: the device is broken.
On {d}, {full} <{mail}> wrote:
From: {full} <{mail}>
To: {full}; {full}
Cc: {listed}
Forwarded to {listed}
@{first} can you have a look?
Customer {full} (customer no. {n}) wants a call back.
Call {last} back on {n}, {first} knows about it.
Case worker: {init}
I represent {full} in the matter against {org}.
Ms {first} {last} and her husband {first} request parental leave.
It was too cold for {first} in {city}.
Aunt {first} lives in {country}.
Grandma {first} and grandpa {first} arrive on {d}.
{first} {last}, {n}, from {city}
is {first} around today?
say hi to {first} for me
just ask {first}, she knows
I told {first} that {last} arrives on {d}.
The resignation of {full} reached {org} on {d}.
Dr. {init} prescribed {prod}.
The driver {last} from {city} was rude.
{full} sent you a message.
{full} was discharged from the hospital in {city} on {d}.
so {first} goes home and {first} is like what
lol {first} you are the best
did {last} sign yet?
me and {first} went to {city}
ask {first} {last} she works at {org}
Agent {first} has joined the chat.
You are now chatting with {first}."""

FORM = """Name: {full}¶Date of birth: {d}¶Address: {n} {street}, {city}
First name: {first}¶Last name: {last}¶Email: {mail}¶City: {city}
Patient: {listed}¶Admitted: {d}¶Ward: {n}¶Physician: Dr. {last}
Customer: {full}¶Order: {n}¶Product: {prod}
Employee: {full} | Department: Purchasing | Manager: {full}
Employer: {org}¶City: {city}¶Name: {listed}
{full}¶{n} {street}¶{city}
Account holder: {full}¶Bank: {org}¶Amount: {eur}
{first}: when does it arrive?¶{first}: on {d}
Case worker: {last}¶File no.: {n}¶Date: {d}
Customer: {first} {last}, topic: return, status: open"""

NEGATIVE = """The order number is {n}, the device is {prod}.
Please cancel order {n} of {d}.
Under section {n} of the Act the claim is time-barred.
Article 6(1)(a) GDPR requires consent.
My router blinks red and the internet is down.
It may rain in {m}.
Will you mark the tasks as done?
The rose in the garden blooms in {m}.
She gave me a frank answer and a grant application.
I hope and pray that joy and faith will win.
{d} at {t} works for me.
The baker around the corner is closed on Monday.
A cook, a smith, a taylor and a miller walk into a bar.
How long does delivery take?
I forgot my password and cannot log in.
Shipping costs {eur}.
The update to version {n} fails.
Please send me a return label.
Size M is too small, I need L.
Do you have {prod} in stock?
The battery of {prod} does not last.
What is the difference between a loan and a credit line?
Summarize the following text in three sentences.
Write a poem about autumn.
Translate the sentence into German.
What is the main function of the liver?
Blood pressure was {n} mmHg, pulse regular.
The customer wants a refund.
The patient denies fever and chills.
The client asks for advice on inheritance law.
The teacher praised the class.
ok thanks, see you tomorrow
yes exactly
no, sorry
sure
one moment please
How can I help you?
Is there anything else I can do for you?
Thank you for your message.
We will get back to you as soon as possible.
I am very sorry, let me check this right away.
The refund takes {n} business days.
Please tell me your customer number and postcode.
My mother and my brother arrive on Sunday.
I take the train to work.
The deposit is three months' rent.
Here is the link to the form: https://example.org/{n}
Ticket {n} has been closed.
Merry Christmas and a happy new year!
Happy Birthday!
The printer shows error E{n}.
The power of attorney is valid until {d}.
What are the benefits of solar energy?
Explain the theory of relativity in simple words.
The notice period is four weeks.
Two tickets for Saturday please.
Get well soon!
The technician will come between {t} and {t}.
Ibuprofen 400 mg as needed, pantoprazole 40 mg.
Labs: Hb {n}, CRP elevated.
the washing machine is broken and the warranty is over
i want my money back!!!
how much is it?
can i do it without an account?
Please Call Me Back
Where Do I Find The Settings?
The court dismissed the application.
The company confirmed the order.
The Borrower shall repay the Loan to the Lender on the Maturity Date.
The Buyer and the Seller agree to the Terms and Conditions.
Why is my card payment pending?
How do I top up my account?
I would like to activate my new card
my transfer did not arrive
What exchange rate do you use?
Please confirm receipt.
def main(): return None
The quick brown fox jumps over the lazy dog.
Diagnoses: arterial hypertension, type 2 diabetes mellitus, atrial fibrillation.
Medication: Bisoprolol 5 mg once daily, Lipitor 20 mg, Tylenol as needed.
Status post appendectomy, suspected Crohn's disease.
Chest X-ray: no infiltrate, no effusion, heart not enlarged.
Known Alzheimer's disease, Parkinson's disease since {m}.
Vitals stable, lungs clear, abdomen soft, Babinski negative.
The Court holds that there has been no violation of Article 6 of the Convention.
The applicant complained under Article {n} that the proceedings were too long.
The Government contested that argument.
First name, last name, date of birth and signature are missing.
Name: see attachment
Skills: Python, Java, Excel, fluent German, driving licence.
Re: objection to the decision of {d}
Invoice, delivery note and reminder are attached.
Can I swap {prod} for {prod}?
can anyone help? i am new here and cannot find the menu
hi just wanted to ask if you are open on sunday
ok see you later and thanks again"""
