"""English sentences, written for this project, from which the generated chats are built.

Nothing here names a person, a company or an address; the only proper nouns are countries,
capitals, rivers, weekdays and months. `PAIRS` holds the word pairs of the translation task for
both languages.
"""

LANGUAGE = "en"

SYSTEMS = (
    "You are a friendly assistant.",
    "You are a polite assistant and give short answers.",
    "Always answer in English and in full sentences.",
    "You help people with everyday questions. Stay calm and factual.",
    "Answer the question exactly. If you do not know something, say so.",
    "You are a patient helper. Write simple, clear sentences.",
)

OPENERS = (
    "Of course.",
    "Gladly.",
    "Sure.",
    "I am happy to help.",
    "Good question.",
    "No problem.",
    "That can be done.",
    "Let me help you with that.",
    "I can help with that.",
    "Yes, certainly.",
)
CLOSERS = (
    "I hope this helps.",
    "Please ask if anything is unclear.",
    "Let me know if it does not work.",
    "Good luck!",
    "Do you have any other question about this?",
    "Is there anything else I can do for you?",
    "Please tell me whether it worked.",
    "Enjoy!",
    "Take your time.",
)
GREETINGS = (
    "Hello!",
    "Good morning!",
    "Good afternoon,",
    "Good evening!",
    "Hi,",
    "Hi there!",
    "Hello there,",
    "Dear Sir or Madam,",
    "Hey,",
    "Good day!",
)
GREETING_REPLIES = (
    "Hello! How can I help you?",
    "Good day! What can I do for you?",
    "Nice to have you here. How may I help?",
    "Hello! What is it about?",
    "Welcome. What would you like to know?",
)
THANKS = (
    "Thanks!",
    "Thank you very much!",
    "Thank you, that helped.",
    "Great, thanks for your help.",
    "All clear, thanks.",
    "Perfect, thank you!",
    "That was very helpful, thank you.",
    "Many thanks and have a nice day.",
)
THANKS_REPLIES = (
    "You are welcome!",
    "My pleasure. Have a nice day!",
    "You are welcome. See you next time!",
    "I am glad to hear that. Come back any time.",
    "Not at all. All the best!",
    "Gladly. I wish you a pleasant evening.",
    "That is what I am here for. Goodbye!",
)
NEXT_STEP = (
    "And what do I do after that?",
    "What comes next?",
    "Good, and then?",
    "I have done that. What now?",
    "Okay, done. And now?",
    "How do I go on?",
)
TROUBLE = (
    "Unfortunately that does not work for me.",
    "I do not quite understand that yet.",
    "Could you explain that once more, please?",
    "That was too fast for me.",
    "It did not work. What else can I try?",
    "No luck so far.",
)
TROUBLE_REPLIES = (
    "I am sorry. Let us go through it again slowly:",
    "No problem, once more:",
    "I am sorry that it did not work. Please try the following:",
    "I apologise for the confusion. What I meant was:",
    "Gladly, once again:",
)
STEP_INTROS = ("Here is what to do:", "This is the best way:", "These are the steps:", "")

SMALLTALK = (
    (
        ("How are you?", "How are you doing today?", "How is it going?"),
        ("I am fine, thank you. And you?", "Very well, thanks for asking. What can I do for you?"),
    ),
    (
        ("Who are you?", "What are you?", "Tell me about yourself."),
        (
            "I am a small language model and I answer questions in English and German.",
            "I am a computer program that writes text. I am not a human being.",
        ),
    ),
    (
        ("Are you a human?", "Am I talking to a person?", "Are you real?"),
        (
            "No, I am a program. I will still try to help you.",
            "No. I am a language model, and I can be wrong.",
        ),
    ),
    (
        ("What can you do?", "What can you help me with?"),
        (
            "I can answer simple questions, write short texts and explain steps.",
            "I explain words, solve simple sums and give advice for everyday life.",
        ),
    ),
    (
        ("I am tired.", "I slept badly.", "I am so exhausted today."),
        (
            "I am sorry to hear that. Perhaps a short break would help.",
            "That sounds hard. Try to get some rest today.",
        ),
    ),
    (
        ("I am so happy!", "Today is a good day.", "I have good news."),
        ("That is lovely to hear! What happened?", "I am very glad for you."),
    ),
    (
        ("I am bored.", "I do not know what to do."),
        (
            "How about a walk or a good book?",
            "Perhaps you would like to cook something new or listen to music?",
        ),
    ),
    (
        ("I am really annoyed.", "This makes me angry.", "I am disappointed."),
        (
            "I can understand that. Would you like to tell me what happened?",
            "I am very sorry. I am sure we can find a solution.",
        ),
    ),
    (
        ("What is the weather like today?", "Will it rain tomorrow?", "What time is it now?"),
        (
            "I cannot know that, because I have no access to current data.",
            "I have no information about that. Please look it up elsewhere.",
        ),
    ),
    (
        (
            "Where does my neighbour live?",
            "What is the telephone number of my doctor?",
            "Do you know my name?",
        ),
        (
            "I know nothing about individual people, and that is as it should be.",
            "I do not know that. I have no details of any person stored.",
        ),
    ),
    (
        ("Goodbye!", "Bye for now.", "See you soon!", "I have to go now."),
        ("Goodbye and all the best!", "See you soon! Get home safely.", "Bye, until next time!"),
    ),
    (
        ("Can you tell me a joke?", "Tell me something funny."),
        (
            "Why did the bicycle fall over? Because it was two tired.",
            "What do you call a bear without teeth? A gummy bear.",
        ),
    ),
    (
        ("Sorry, I made a typing mistake.", "Oops, that was an accident."),
        ("That does not matter. What is your question?", "No problem. Just write it again."),
    ),
    (
        ("Should I take an umbrella?", "Do I need a jacket today?"),
        ("If the sky is grey, an umbrella does no harm.", "If in doubt, take a jacket with you."),
    ),
)

# name, the same after a verb, what it is, what it is for
THINGS = (
    ("a hammer", "a hammer", "a tool", "to drive in nails"),
    ("a saw", "a saw", "a tool", "to cut wood"),
    ("a pot", "a pot", "a cooking vessel", "to cook soup or pasta"),
    ("an umbrella", "an umbrella", "a protection against rain", "to stay dry"),
    ("a lamp", "a lamp", "a source of light", "to make a room bright"),
    ("a calendar", "a calendar", "an overview of the days", "to plan appointments"),
    ("a clock", "a clock", "a measuring device", "to read the time"),
    ("a bicycle", "a bicycle", "a vehicle", "to get to work quickly and quietly"),
    ("a bridge", "a bridge", "a structure", "to cross a river"),
    ("a key", "a key", "a small tool made of metal", "to open a door"),
    ("a dictionary", "a dictionary", "a reference book", "to find foreign words"),
    ("a watering can", "a watering can", "a vessel", "to water plants"),
    ("a compass", "a compass", "a measuring device", "to find the direction"),
    ("a map", "a map", "a drawing of the earth", "to find the way"),
    ("a fridge", "a fridge", "a household appliance", "to keep food fresh"),
    ("an oven", "an oven", "an appliance", "to bake or to roast"),
    ("a pair of scissors", "a pair of scissors", "a tool", "to cut paper or cloth"),
    ("a broom", "a broom", "a simple tool", "to sweep the floor"),
    ("a suitcase", "a suitcase", "a container", "to carry clothes on a journey"),
    ("a blanket", "a blanket", "a piece of cloth", "to keep warm"),
    ("a mirror", "a mirror", "a smooth surface", "to see yourself"),
    ("a ladder", "a ladder", "a device", "to climb up"),
    ("a rucksack", "a rucksack", "a bag", "to carry things on your back"),
    ("a pair of scales", "a pair of scales", "a measuring device", "to find out the weight"),
    ("a thermometer", "a thermometer", "a measuring device", "to measure the temperature"),
    ("a boat", "a boat", "a vehicle", "to travel on the water"),
    ("a needle", "a needle", "a pointed tool", "to sew"),
    ("a pillow", "a pillow", "a soft object", "to rest your head on"),
    ("a battery", "a battery", "a store of energy", "to run small devices"),
    ("a printer", "a printer", "a machine", "to put text on paper"),
    ("a keyboard", "a keyboard", "an input device", "to write on a computer"),
    ("a contract", "a contract", "an agreement", "to set out rights and duties"),
    ("a law", "a law", "a binding rule", "to order how people live together"),
    ("a library", "a library", "a collection of books", "to read and to learn"),
    ("a railway station", "a railway station", "a place for trains", "to board a train"),
    ("a password", "a password", "a secret word", "to protect an account"),
)

# ways to ask, then the steps of the answer in order
TOPICS = (
    (
        ("How do I cook pasta?", "Can you tell me how to cook pasta?"),
        (
            "Bring water to the boil in a large pot.",
            "Add a little salt to the water.",
            "Put in the pasta and stir once.",
            "Taste it after about eight minutes.",
            "Drain the water and serve the pasta hot.",
        ),
    ),
    (
        ("How do I boil an egg?", "I would like to boil a soft egg. How does that work?"),
        (
            "Take the egg out of the fridge in good time.",
            "Put it into boiling water.",
            "Wait for about five minutes.",
            "Rinse the egg with cold water.",
        ),
    ),
    (
        ("How do I water my plants properly?", "My plant is losing its leaves. What should I do?"),
        (
            "Check with your finger whether the soil is dry.",
            "Water slowly until the soil is damp.",
            "Do not leave any water in the saucer.",
            "Put the plant in a bright place.",
        ),
    ),
    (
        ("How do I get a stain out of a shirt?", "There is a stain on my shirt. What helps?"),
        (
            "Dab the stain with cold water at once.",
            "Do not rub the cloth too hard.",
            "Put a little soap on the spot.",
            "Then wash the shirt as usual.",
        ),
    ),
    (
        ("How can I fall asleep more easily?", "I cannot sleep at night. Do you have any advice?"),
        (
            "Go to bed at the same time every day.",
            "Put the telephone away an hour before.",
            "Let some fresh air into the room.",
            "Do not drink coffee in the evening.",
        ),
    ),
    (
        ("What is the best way to learn new words?", "Do you have tips for learning a language?"),
        (
            "Learn only a few words every day.",
            "Write each word in a sentence.",
            "Repeat the words the next day.",
            "Say the words out loud.",
        ),
    ),
    (
        ("How do I pack a suitcase?", "What should I think of when packing?"),
        (
            "Write a list first.",
            "Put heavy things at the bottom.",
            "Roll up your clothes, it saves space.",
            "Keep important papers in your hand luggage.",
        ),
    ),
    (
        (
            "How do I clean windows without streaks?",
            "My windows have streaks. What am I doing wrong?",
        ),
        (
            "Do not clean them in direct sunlight.",
            "Use warm water with a little soap.",
            "Wipe the water off from top to bottom.",
            "Dry the edges with a cloth.",
        ),
    ),
    (
        ("How do I write a polite letter?", "How does one begin a letter?"),
        (
            "Begin with a greeting.",
            "Say in the first sentence what it is about.",
            "Write short, clear paragraphs.",
            "Close with kind regards.",
        ),
    ),
    (
        ("How do I bake a simple loaf of bread?", "I want to bake bread. What do I need?"),
        (
            "Mix flour, water, salt and yeast.",
            "Knead the dough for ten minutes.",
            "Let the dough rest for an hour.",
            "Bake the bread in a hot oven.",
            "Let it cool down before you cut it.",
        ),
    ),
    (
        ("How do I make a good cup of tea?", "How long should tea brew?"),
        (
            "Boil fresh water.",
            "Pour the water over the leaves.",
            "Let the tea brew for three to five minutes.",
            "Then take out the leaves.",
        ),
    ),
    (
        ("My door squeaks. What can I do?", "How do I repair a squeaking door?"),
        (
            "First find the spot that squeaks.",
            "Wipe the hinge clean.",
            "Put a drop of oil on it.",
            "Move the door to and fro a few times.",
        ),
    ),
    (
        ("My computer is very slow.", "What can I do when the computer stops responding?"),
        (
            "Close all programs that you do not need.",
            "Save your work.",
            "Restart the device.",
            "Check whether there is enough free space.",
        ),
    ),
    (
        ("How do I choose a safe password?", "What is a good password?"),
        (
            "Take at least twelve characters.",
            "Mix letters, numbers and signs.",
            "Use a different word for every account.",
            "Never pass the password on.",
        ),
    ),
    (
        (
            "How do I prepare for a hike?",
            "I want to go hiking this weekend. What should I think of?",
        ),
        (
            "Choose a path that suits you.",
            "Take enough water and some bread with you.",
            "Wear sturdy shoes.",
            "Tell somebody where you are going.",
        ),
    ),
    (
        ("How do I save electricity?", "My electricity costs are high. What can I change?"),
        (
            "Switch off the light when you leave the room.",
            "Pull the plugs at night.",
            "Wash at a low temperature.",
            "Cook with a lid on the pot.",
        ),
    ),
    (
        ("How can I plan my day better?", "I never finish my tasks. What helps?"),
        (
            "Write down all tasks.",
            "Begin with the most important task.",
            "Plan for breaks.",
            "Cross out what is done.",
        ),
    ),
    (
        ("How do I store potatoes?", "Where is the best place to keep vegetables?"),
        (
            "Choose a cool and dark place.",
            "Put the potatoes into a wooden box.",
            "Make sure that the air is dry.",
            "Sort out rotten pieces at once.",
        ),
    ),
    (
        ("How do I change a light bulb?", "The lamp in the hall is broken. What do I have to do?"),
        (
            "Switch off the power first.",
            "Wait until the bulb is cold.",
            "Carefully unscrew the old bulb.",
            "Put in the new bulb and test the light.",
        ),
    ),
    (
        ("How do I end a contract?", "What must a notice of termination say?"),
        (
            "First read which notice period applies.",
            "Write which contract you want to end.",
            "State the date.",
            "Ask for a written confirmation.",
        ),
    ),
    (
        ("Which rights do I have over my data?", "What is personal data?"),
        (
            "Personal data is information about a human being.",
            "You may ask for access to your data.",
            "Wrong information must be corrected.",
            "Under certain conditions data must be erased.",
        ),
    ),
    (
        ("How do I write an invitation?", "I want to invite friends for dinner. Please help me."),
        (
            "State the occasion.",
            "Add the day, the time and the place.",
            "Ask for an answer by a fixed day.",
            "Ask what your guests like to eat.",
        ),
    ),
)

OPPOSITES = (
    ("big", "small"),
    ("warm", "cold"),
    ("bright", "dark"),
    ("fast", "slow"),
    ("old", "new"),
    ("loud", "quiet"),
    ("expensive", "cheap"),
    ("heavy", "light"),
    ("full", "empty"),
    ("wet", "dry"),
    ("early", "late"),
    ("open", "closed"),
    ("right", "wrong"),
    ("strong", "weak"),
    ("high", "low"),
    ("soft", "hard"),
    ("clean", "dirty"),
    ("long", "short"),
    ("good", "bad"),
    ("left", "right"),
    ("above", "below"),
    ("sweet", "sour"),
    ("busy", "idle"),
    ("tired", "awake"),
)
PLURALS = (
    ("house", "houses"),
    ("tree", "trees"),
    ("book", "books"),
    ("city", "cities"),
    ("child", "children"),
    ("table", "tables"),
    ("flower", "flowers"),
    ("train", "trains"),
    ("car", "cars"),
    ("key", "keys"),
    ("question", "questions"),
    ("day", "days"),
    ("window", "windows"),
    ("hand", "hands"),
    ("letter", "letters"),
    ("country", "countries"),
    ("foot", "feet"),
    ("year", "years"),
    ("week", "weeks"),
    ("mouse", "mice"),
)
COUNTRIES = (
    ("Germany", "Berlin"),
    ("France", "Paris"),
    ("Italy", "Rome"),
    ("Spain", "Madrid"),
    ("Poland", "Warsaw"),
    ("Austria", "Vienna"),
    ("Sweden", "Stockholm"),
    ("Norway", "Oslo"),
    ("Portugal", "Lisbon"),
    ("Ireland", "Dublin"),
    ("Greece", "Athens"),
    ("Denmark", "Copenhagen"),
    ("Finland", "Helsinki"),
    ("Hungary", "Budapest"),
    ("Belgium", "Brussels"),
    ("Romania", "Bucharest"),
    ("Croatia", "Zagreb"),
    ("Estonia", "Tallinn"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {
    "spring": "the flowers bloom",
    "summer": "it is warm and the days are long",
    "autumn": "the leaves fall",
    "winter": "it is cold and there is often snow",
}
COLOURS = (
    ("grass", "green"),
    ("snow", "white"),
    ("the sky by day", "blue"),
    ("a lemon", "yellow"),
    ("coal", "black"),
    ("a ripe tomato", "red"),
    ("chocolate", "brown"),
    ("a mouse", "grey"),
)

# the questions of the small tasks, {} filled in by the generator
ASK = {
    "what": ("What is {}?", "Can you explain what {} is?", "Explain briefly: what is {}?"),
    "use": ("What do you need {} for?", "What is the use of {}?", "Why do people buy {}?"),
    "opposite": (
        "What is the opposite of “{}”?",
        "Name the opposite of {}.",
        "What is the contrary of {}?",
    ),
    "plural": ("What is the plural of “{}”?", "How do you write more than one {}?"),
    "capital": ("What is the capital of {}?", "Which city is the capital of {}?"),
    "next_day": ("Which day comes after {}?", "Today is {}. Which day is tomorrow?"),
    "next_month": ("Which month follows {}?", "What comes after the month of {}?"),
    "season": ("What is it like in {}?", "What happens in {}?"),
    "colour": ("What is the colour of {}?", "Which colour does {} usually have?"),
    "add": ("What is {} plus {}?", "How much is {} + {}?", "Please add {} + {}."),
    "sub": ("What is {} minus {}?", "How much is {} - {}?"),
    "translate": (
        "What is “{}” in German?",
        "Translate into German: {}",
        "How do you say “{}” in German?",
    ),
    "repeat": ("Please repeat: {}", "Write this sentence once more: {}", "Repeat exactly: {}"),
    "continue": ("How does this text go on? {}", "Continue the text: {}", "Write on: {}"),
    "first": ("What is the first word of this sentence? {}", "Name the first word: {}"),
    "last": ("What is the last word of this sentence? {}", "Name the last word: {}"),
    "which": ("In which language is this text written? {}", "Which language is this? {}"),
    "list": ("Name three things that are {}.", "Give me three examples: {}."),
    "note": (
        "Please remember: my secret word for this game is {}.",
        "The keyword is {}.",
        "Please note: the number is {}.",
        "I have drawn the number {}.",
    ),
    "recall": ("What was it again?", "What did I tell you?", "Could you repeat it, please?"),
}
TELL = {
    "what": ("{0} is {1}. You need {2} {3}.", "That is {1}. It is used {3}."),
    "use": ("You need {2} {3}.", "People use {2} {3}.", "{0} is {1} and it serves {3}."),
    "opposite": ("The opposite of “{0}” is “{1}”.", "{1}.", "The opposite is {1}."),
    "plural": ("The plural of “{0}” is “{1}”.", "You write {1}."),
    "capital": ("The capital of {0} is {1}.", "The capital is {1}.", "{1}."),
    "next_day": ("After {0} comes {1}.", "That is {1}.", "{1}."),
    "next_month": ("After {0} comes {1}.", "That is {1}."),
    "season": ("In {0} {1}.",),
    "colour": ("{0} is {1}.", "The colour is {1}."),
    "add": ("{0} plus {1} is {2}.", "That makes {2}.", "{0} + {1} = {2}"),
    "sub": ("{0} minus {1} is {2}.", "That makes {2}.", "{0} - {1} = {2}"),
    "translate": ("“{0}” is “{1}” in German.", "In German one says “{1}”."),
    "which": ("The text is written in {0}.", "That is {0}."),
    "list": ("Three examples are {0}, {1} and {2}.", "For example {0}, {1} and {2}."),
    "note": (
        "Thank you, I have noted {0}.",
        "Noted: {0}.",
        "All right, {0}. What would you like to know now?",
    ),
    "recall": ("You told me {0}.", "It was {0}.", "{0}."),
}
LANGUAGE_NAMES = {"de": "German", "en": "English"}
QUOTES = ("“", "”")
LISTS = {
    "fruit": ("apples", "pears", "cherries", "plums", "strawberries", "grapes", "bananas"),
    "vegetables": ("carrots", "potatoes", "onions", "peas", "cucumbers", "beans", "cabbage"),
    "animals": ("dogs", "cats", "horses", "cows", "sheep", "birds", "fish", "bees"),
    "furniture": ("tables", "chairs", "cupboards", "beds", "shelves", "armchairs"),
    "tools": ("hammers", "saws", "pliers", "screwdrivers", "files"),
    "drinks": ("water", "tea", "coffee", "milk", "juice"),
    "clothes": ("trousers", "shirts", "jackets", "coats", "shoes", "hats"),
    "rivers": ("the Rhine", "the Elbe", "the Danube", "the Thames", "the Seine", "the Rhone"),
}

# German, English
PAIRS = (
    ("das Haus", "the house"),
    ("der Baum", "the tree"),
    ("das Wasser", "the water"),
    ("die Sonne", "the sun"),
    ("der Mond", "the moon"),
    ("das Brot", "the bread"),
    ("die Milch", "the milk"),
    ("der Tisch", "the table"),
    ("die Tür", "the door"),
    ("das Fenster", "the window"),
    ("die Straße", "the street"),
    ("der Garten", "the garden"),
    ("die Zeit", "the time"),
    ("das Buch", "the book"),
    ("die Frage", "the question"),
    ("die Antwort", "the answer"),
    ("der Brief", "the letter"),
    ("die Arbeit", "the work"),
    ("der Vertrag", "the contract"),
    ("das Gesetz", "the law"),
    ("Guten Morgen", "good morning"),
    ("Gute Nacht", "good night"),
    ("Vielen Dank", "thank you very much"),
    ("Bitte warten", "please wait"),
    ("Ich verstehe", "I understand"),
    ("Es tut mir leid", "I am sorry"),
    ("Wie geht es Ihnen?", "how are you?"),
    ("heute", "today"),
    ("morgen", "tomorrow"),
    ("gestern", "yesterday"),
    ("immer", "always"),
    ("niemals", "never"),
    ("vielleicht", "perhaps"),
    ("zusammen", "together"),
)
