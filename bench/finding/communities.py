"""How families are named in the communities of an invented country: common names in order, and the makings
of rare ones.

Common names stand in falling order of how many bear them; rare names are put together from beginnings and
endings, so that the tail is as long as a real one without a list of real people. Nobody's name was taken
from anywhere: the common ones are common knowledge, and a whole name is put together by chance.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Community:
    """How one community names its children. share: of the families. rare: of all bearers, those of rare names."""

    share: float
    families: str
    girls: str
    boys: str
    family_parts: tuple[str, str, str]
    given_parts: tuple[str, str]
    rare: float = 0.4
    doubled: float = 0.02
    patronymic: bool = False
    daughters_end: tuple[str, str] = ("", "")
    first_of_january: float = 0.0


GIRLS = """Olivia Amelia Isla Ava Lily Ivy Freya Florence Isabella Mia Willow Rosie Sophia Grace Daisy Elsie Ella
Evie Evelyn Sienna Poppy Phoebe Harper Charlotte Matilda Emily Emma Millie Maya Aria Maisie Ellie Luna Mabel Erin
Alice Sofia Ada Eliza Bonnie Penelope Ruby Sophie Robyn Violet Zara Scarlett Thea Hallie Lola Chloe Imogen Orla
Jessica Molly Layla Lucy Arabella Eva Eleanor Rose Nancy Lottie Margot Esme Iris Darcie Hannah Ottilie Delilah
Amber Holly Abigail Lyra Summer Lilly Megan Harriet Clara Elizabeth Martha Georgia Anna Bella Lara Maria Jasmine
Heidi Julia Amy Katie Rebecca Niamh Caitlin Lauren Skye Paige Leah Keira Madison Courtney Tegan Bethany"""
BOYS = """Oliver George Noah Arthur Harry Leo Jack Theodore Jacob Freddie Alfie Archie Charlie Theo Oscar Henry
Thomas Luca Alexander James William Lucas Joshua Isaac Max Edward Sebastian Reuben Finley Roman Logan Arlo Daniel
Teddy Mason Samuel Benjamin Adam Elijah Hugo Joseph Rory Louie Toby Albie Harrison Jude Ezra Ethan Jaxon Tommy
Hunter Dylan Frederick Louis Reggie David Stanley Caleb Albert Matthew Jackson Rowan Elliot Ronnie Bobby Riley
Nathan Michael Luke Gabriel Jesse Jaxson Ryan Zachary Kai Felix Aaron Connor Liam Callum Jake Kian Tyler Bradley
Cameron Owen Rhys Ewan Jamie Robert Christopher Nicholas Stephen Ellis Frankie Sonny Blake Jenson Vincent"""

BRITISH = Community(
    share=0.66,
    families="""Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White
Roberts Green Hall Wood Jackson Clarke Harris Lewis Turner Hughes Cooper Edwards Martin Morris Hill Ward Moore
Clark Baker Harrison King Morgan Lee Allen James Phillips Scott Watson Davis Parker Bennett Price Griffiths Young
Cook Mitchell Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Marshall Anderson Simpson
Ellis Adams Foster Wilkinson Chapman Mason Webb Powell Gray Hunt Rogers Mills Campbell Kelly Holmes Barnes Palmer
Matthews Fisher Lloyd Stevens Murray Barker Knight Butler Dixon Jenkins Pearson Harvey Graham Reynolds Fletcher
Howard Gibson Andrews Elliott Payne Stewart Fox Pearce Day Brooks Lawrence Cole Atkinson Bradley Spencer Dawson
Watts Burton Wells Lawson Carr Francis Hart Rose Hudson Newton Walsh Ford Barrett Porter Bishop Hopkins Perry
Gardner Stone Reid Page Grant Woods Booth Burns Saunders Armstrong Carpenter Nicholson Hayes Holland Owen Wallis
Nash Sutton Lowe Field Hewitt Moss Bird Doyle Kirk Sharp Peacock Holt Potter Barton Curtis Greenwood Rhodes Parry""",
    girls=GIRLS,
    boys=BOYS,
    family_parts=(
        """Ash Bar Beck Birk Black Bram Brough Burn Cald Carl Charl Clay Cor Cran Dal Darn Den Dun East Elm Fair Farn
Gil Hal Ham Har Hath Hazel Hol Ing Kel Ket Lang Lin Lock Mal Mel Mid Nor Oak Os Pad Pem Pen Pick Pres Rad Red Rok
Ros Rush Sal San Sel Shel Sil Skel Stan Stock Strat Sun Thorn Til Tor Trent Up Wad Wal War Wen West Whit Win Wor""",
        " er ing en le er de s in",
        """ton ley field worth ham by wood well shaw gate croft more dale man son stone bridge burn ford holme more
house land low mer ney rick side stead thorpe throp tree wick wright cliffe combe den don hurst""",
    ),
    given_parts=(
        "Ade Al An Bri Cas Dar Ed El Em Fay Gwen Hal Jay Jo Kay Ken Lee Lin Mar Mel Ner Ran Ri Ro Tam Ty Val Wyn",
        "a an bella da den don elle en ia ie ina ine leigh lin lyn mund na ra ric son ssa ton vin wen",
    ),
    rare=0.66,
    doubled=0.06,
)
COMMUNITIES = (
    BRITISH,
    Community(
        share=0.05,
        families="""Khan Ahmed Hussain Ali Akhtar Mahmood Iqbal Malik Shah Mohammed Hussein Butt Mirza Aslam Rashid
Choudhry Bibi Begum Raja Sheikh Qureshi Anwar Javed Arshad Saleem Bashir Rafiq Nawaz Parveen Sadiq Younis Zaman""",
        girls="""Aisha Fatima Maryam Zainab Zahra Hafsa Aleena Khadija Amina Inaya Safa Hania Anaya Sana Iqra Noor
Eshal Minahil Ayesha Laiba Mahnoor Rida Sumaya Alisha Humaira Saira""",
        boys="""Muhammad Mohammed Ibrahim Yusuf Ayaan Hamza Zayn Ali Abdullah Ismail Haris Musa Zakariya Eesa Hassan
Hussain Umar Bilal Daniyal Adam Mustafa Usman Rayyan Faizan Shahzad Imran Zeeshan""",
        family_parts=(
            "Abd Ak As Bash Far Gul Hab Jam Kar Lat Maj Nas Par Qas Rah Sar Tah Waj Zah",
            " al ar il im",
            "een i id in om ullah ur",
        ),
        given_parts=(
            "Aab Al Aq Far Haf Iz Jan Kas Mah Naj Rab Sah Tas Um Zub",
            "a ab ia ifa il ina ir is iya oor um",
        ),
    ),
    Community(
        share=0.045,
        families="""Patel Singh Kaur Sharma Shah Kumar Gill Sidhu Dhillon Mistry Joshi Gupta Sandhu Desai Nair Rao
Reddy Grewal Mehta Thomas Varghese Bains Chauhan Parmar Solanki Iyer Menon Mann Sahota Verma Thakur Bhatt""",
        girls="Anaya Aanya Diya Priya Isha Kavya Saanvi Riya Meera Simran Jasmine Avni Myra Anika Harleen Jaya Nisha",
        boys="Arjun Aarav Vihaan Rohan Krishna Dev Aryan Kabir Jai Veer Ishaan Nikhil Rahul Gurpreet Kiran Yash Om",
        family_parts=(
            "Bala Chandra Dev Gopa Hari Jaga Krish Mani Nara Prem Raja Siva Sundar Venka Vish",
            " na ra la",
            "dasan kar lal lingam moorthy nan pal ram swamy tesan",
        ),
        given_parts=(
            "Aa Bhav Cha Dha Gur Har Ish Jas Kar Man Nav Par Raj San Tan Vin",
            "deep esh ika in ini ita jit leen meet na preet raj sha vi ya",
        ),
    ),
    Community(
        share=0.025,
        families="Begum Miah Ali Uddin Ahmed Islam Rahman Hussain Khatun Choudhury Khan Haque Alam Hoque Bibi Kamal Roy",
        girls="Maryam Aisha Tahmina Nusrat Sumaiya Fahima Rahima Tasnim Sadia Mahima Nabila Jannat Afia Zara Samiha",
        boys="Muhammad Ibrahim Rayhan Tahmid Mahir Yusuf Adnan Nafis Zahid Shakil Rafi Taha Imran Ayaan Jubair Sami",
        family_parts=(
            "Abul Az Faz Ka Lut Mah Nur Ra Sha Ta Zia",
            " fi hi mu",
            "din fur huddin jul mim rul ul zzaman",
        ),
        given_parts=("Ab Far Jan Mah Nas Raz Sal Tas Zin", "ia ida in ina ira it uba ul"),
    ),
    Community(
        share=0.035,
        families="""Adeyemi Okafor Adebayo Okeke Balogun Eze Mensah Owusu Ogunleye Boateng Adewale Nwosu Okonkwo
Asante Osei Bello Ojo Appiah Ibrahim Ajayi Chukwu Agyeman Lawal Oladipo Danso Amoah Obi Sowah""",
        girls="Grace Esther Temitope Chioma Adaeze Ama Blessing Tiwa Ngozi Abena Favour Ifeoma Deborah Zoe Akosua Sade",
        boys="David Emmanuel Kwame Tobi Daniel Chidi Kofi Samuel Ayo Emeka Joshua Nana Ifeanyi Segun Kwabena Femi Obinna",
        family_parts=(
            "Ade Aki Ayo Chi Eke Fola Ife Nwa Oba Ogu Oko Ola Olu Omo Ony Uche",
            " ba bo ka ke ma na ri",
            "chukwu dele kunle lade loye mbo mike nna ola rin sanya tayo tola wumi yinka",
        ),
        given_parts=(
            "Ade Ayo Bola Chi Eb Ife Ka Nko Olu Tem Uch",
            "bi dun ka kemi la lola ma ne sola ta tomi zie",
        ),
        doubled=0.04,
    ),
    Community(
        share=0.02,
        families="Ali Mohamed Hassan Ahmed Abdi Omar Yusuf Farah Warsame Nur Ismail Jama Osman Hussein Adan Aden Dirie",
        girls="Amina Hodan Fatima Ayaan Sagal Ifrah Maryan Hibo Sahra Khadra Naima Fadumo Asha Hamdi Ilhan Sumaya",
        boys="Mohamed Abdirahman Yusuf Ahmed Abdi Ibrahim Hamza Liban Zakaria Ayub Mahad Guled Bilal Sakariye Khalid",
        family_parts=("Abdi Abdul Dua Gu Ha Mo Sa War", " la ha ma", "dir hman le lle san she yare"),
        given_parts=("Abdi Fa Ha Ibo Ma Na Sa Ya", "dle hid lima mza ra run sir wo"),
        patronymic=True,
        first_of_january=0.12,
    ),
    Community(
        share=0.04,
        families="""Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak
Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Pawłowski Król Wróbel""",
        girls="Zuzanna Julia Maja Zofia Hanna Lena Alicja Oliwia Amelia Wiktoria Nadia Natalia Kasia Małgorzata Gabriela",
        boys="Jakub Antoni Filip Jan Szymon Aleksander Kacper Wojciech Adam Michał Mateusz Bartosz Oskar Łukasz Paweł",
        family_parts=(
            "Bor Cych Dob Gór Jab Kał Lip Mal Now Ost Paw Rad Siw Tom Wil Zaw",
            " ak e i o",
            "czak kowski lewski ński rski szczak wicz wski zyk",
        ),
        given_parts=("Bog Dar Graż Jad Kat Mar Rad Stan Wan", "arzyna da dan isław osław usz wiga yna ysia"),
        daughters_end=("ski", "ska"),
    ),
    Community(
        share=0.03,
        families="Popa Popescu Ionescu Radu Stan Dumitru Stoica Gheorghe Matei Ciobanu Rusu Munteanu Lazar Florea Dinu",
        girls="Maria Sofia Ioana Andreea Elena Daria Ana Antonia Alexandra Ștefania Bianca Larisa Mădălina Denisa",
        boys="Andrei David Alexandru Luca Ștefan Matei Gabriel Darius Ionuț Mihai Cristian Răzvan Eduard Denis",
        family_parts=(
            "Alb Bog Con Dra Fil Iva Mir Nic Pet San Tud Vas",
            " a e i o",
            "aru dan escu goi iu nea oiu reanu scu șteanu tache",
        ),
        given_parts=("Adr Cor Dor Flor Lumin Mar Sor Val", "ela ian ica in ina inel ița iu"),
    ),
    Community(
        share=0.025,
        families="""Al-Hassan Ibrahim Al-Ahmad Hassan Saleh Mahmoud Haddad Khalil Al-Sayed Mansour Nasser Aziz Rahimi
Karimi Ahmadi Hosseini Abdallah El-Masri Al-Jaziri Othman Suleiman Darwish Qasim""",
        girls="Fatima Layla Maryam Noor Yasmin Hala Rania Sara Zahra Salma Dina Amal Huda Rima Lina Shirin",
        boys="Mohammad Ahmad Omar Ali Yousef Khalid Hassan Karim Tariq Mustafa Bilal Samir Amir Reza Ziad Nabil",
        family_parts=(
            "Al-Ba Al-Fa Al-Ha Al-Ka Al-Ra Ba Ka Na Sha Ta",
            " di kri li ri",
            "d di h i m n ni r ri shi wi z",
        ),
        given_parts=("Abd Fah Ham Jam Nad Raf Sal Waf Zak", "a aa allah eem i ia im ir ya"),
        first_of_january=0.12,
    ),
    Community(
        share=0.02,
        families="Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Koç Polat",
        girls="Zeynep Elif Defne Asel Azra Eylül Ayşe Fatma Nehir Ecrin Melis Dilara Esra Büşra",
        boys="Yusuf Mehmet Mustafa Ömer Ali Emir Kerem Ahmet Eymen Berat Deniz Can Hasan Çınar Emre",
        family_parts=(
            "Ak Alt Bal Çak Er Gün Kara Öz Tan Yal",
            " al ba de ın",
            "ar çi er giz ın kaya maz oğlu türk ut",
        ),
        given_parts=("Ay Ber Gül Il Nur Sel Şen Tug", "ay ba can gün han in kan men nur su"),
    ),
    Community(
        share=0.02,
        families="Chen Wong Li Wang Chan Zhang Liu Lam Cheung Nguyen Huang Tran Yang Lau Lin Wu Leung Pham Zhou Ho Xu",
        girls="Emily Mei Yan Xin-Yi Hoi-Ching Lan Ling Jing Sophie Wing-Yan Ngoc Thuy Yuki Chloe Siu-Ling Yee",
        boys="Jun Ming Wei Ka-Ho Chun-Hei Hao Lok-Yin Minh Jason Tsz-Hin Yi-Chen Lucas Bao Duc Ryan Kwok-Wai",
        family_parts=("Ch F G H J K L M S T X Y", "a e i o u ia", " n ng o i u"),
        given_parts=(
            "Chi Hui Jia Ka Li Mei Siu Wai Xiao Yu",
            "-Chun -Fai -Hin -Lam -Ting -Wan hua ling ming ting xin ying",
        ),
        rare=0.15,
    ),
    Community(
        share=0.03,
        families="""Murphy Kelly O'Brien Ryan O'Sullivan Walsh O'Connor Byrne McCarthy Doyle Gallagher Doherty Kennedy
Lynch Quinn McLaughlin O'Neill Brennan Reilly Nolan Maguire McGrath Donovan Ward McDonagh Connors Mongan""",
        girls="Niamh Aoife Saoirse Caoimhe Róisín Ciara Sinéad Orlaith Gráinne Siobhán Éabha Bridget Mary Fiadh Clodagh",
        boys="Seán Conor Oisín Cian Patrick Fionn Darragh Cillian Eoin Tadhg Pádraig Ruairí Michael John Diarmuid Ciarán",
        family_parts=(
            "Bra Ca Co Cu Do Fla Ga He Ke Mc Mac Mul O'Do O'Ha O'Ma",
            " lla nna rri ne",
            "dy gan herty lan ley nan ne ney ran rry van",
        ),
        given_parts=("Aisl Bre Cao Dea Eil Fion Gob Mae Nua", "an bhe dán in ine la nan nait ra"),
    ),
    Community(
        share=0.02,
        families="""Silva Santos Ferreira Pereira Oliveira Costa Rodrigues García Fernández López Martínez Sousa Gomes
González Pérez Ribeiro Almeida Carvalho Lopes Rossi Ferrari Papadopoulos Nunes Vieira""",
        girls="Maria Sofia Leonor Matilde Carolina Beatriz Lucía Inês Valentina Ana Giulia Mariana Camila Letícia",
        boys="João Francisco Santiago Tiago Rodrigo Miguel Pedro Mateo Diogo Gonçalo Rafael Lorenzo Thiago José",
        family_parts=(
            "Bar Cam Dom Fig Guer Mar Mon Mor Pal Rib San Val Ver",
            " a ei i o",
            "bosa des eira es eto ez inho lho nça ques reno ro tes ves",
        ),
        given_parts=("Al Be Ca Fer Gi Iso Luc Mar Ro Val", "berto celo dina la lda na nda nio rina sco tina"),
        doubled=0.3,
    ),
)
