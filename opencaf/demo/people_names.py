"""Given and family names that are common in many communities; put together here, they name nobody."""

from __future__ import annotations

from dataclasses import dataclass

from opencaf.people.codes import Ethnicity


@dataclass(frozen=True)
class Community:
    """Names that go together, with how families of it often describe themselves and what they speak."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    ethnicity: str
    words: str = ""
    language: str = "English"
    religion: str = ""
    interpreter_share: float = 0.0


def names(words: str) -> tuple[str, ...]:
    """Return a list of names written in one line."""
    return tuple(words.split())


BRITISH_GIRLS = names(
    "Lily Ruby Evie Maisie Poppy Freya Isla Grace"
    " Ella Amelia Scarlett Daisy Millie Phoebe Rosie Imogen Jasmine"
    " Keira Abigail Bethany Niamh Tilly Holly Summer Darcey Lexi Skye Erin Martha Ottilie"
)
BRITISH_BOYS = names(
    "Alfie Jack Riley Tyler Callum Kian Logan Archie Harvey Finley Toby Connor Ethan Leo Mason Jayden Reece"
    " Bradley Kyle Owen Dylan Charlie Zak Corey Jenson Ellis Freddie Rory Stanley Wilf"
)
BRITISH_WOMEN = names(
    "Donna Kelly Stacey Lisa Gemma Leanne Michelle Hayley"
    " Kerry Rachel Sarah Joanne Clare Tracy Natalie Kirsty"
    " Dawn Vicky Sophie Becky Zoe Amy Charlene Jodie Karen Emma Lauren Nicola Samantha Tanya"
)
BRITISH_MEN = names(
    "Darren Lee Wayne Craig Shaun Gary Mark Paul Stuart Jason"
    " Ryan Carl Dean Adam Scott Neil Martin Andy Liam Ian"
    " Kevin Steve Dale Gavin Lewis Nathan Robbie Simon Terry Ashley"
)
BRITISH_FAMILIES = names(
    "Bramley Pickford Tranter Hollis Cartledge Yeomans Rudd"
    " Sallow Garside Penfold Wragg Ashdown Birtles Coker"
    " Dunmore Eastlake Fenwick Goddard Halfpenny Ibbotson"
    " Jessop Kettley Larwood Mossley Nuttall Oakden Pargeter"
    " Quayle Rowbotham Skelton Thackray Unsworth Varley"
    " Whitlock Yardley Arkwright Blenkin Copley Dewhurst Elsworth"
    " Furness Gosling Haddock Ingle Jowett Kitching Lumley"
    " Marsden Norbury Ogden Prentice Rushworth Stanger Tolley"
)
CARIBBEAN_FAMILIES = names(
    "Campbell Gayle Palmer Francis Bailey Henry Grant Lewin"
    " Salmon Facey Pinnock Barrett Thompson Reid Wint Morgan"
)

COMMUNITIES: dict[str, Community] = {
    "british": Community(
        BRITISH_GIRLS, BRITISH_BOYS, BRITISH_WOMEN, BRITISH_MEN, BRITISH_FAMILIES, Ethnicity.WBRI
    ),
    "mixed": Community(
        names("Amara Jada Kiara Leila Maya Naomi Shanice Talia Zara Ayesha Imani Safiya Jade Esme"),
        names("Kai Jaden Marcus Isaac Tyrese Elijah Rio Zion Caleb Joel Amir Malachi Rhys Noah"),
        BRITISH_WOMEN,
        names("Marlon Andre Leon Jermaine Curtis Junior Dwayne Tariq Kofi Devon Nathaniel Reuben"),
        (*BRITISH_FAMILIES[::3], *CARIBBEAN_FAMILIES[::3]),
        Ethnicity.MWBC,
    ),
    "caribbean": Community(
        names("Aaliyah Destiny Kezia Renee Tiana Shanelle Gabrielle Naomi Jasmin Chantelle Faith Simone"),
        names("Tyrell Jerome Malik Andre Kyrone Romell Isaiah Jaheim Micah Theo Nathan Dante"),
        names("Marcia Sharon Yvette Simone Paulette Jacqueline Denise Claudette Natasha Angela Cherelle"),
        names("Winston Errol Trevor Delroy Courtney Desmond Leroy Carlton Neville Patrick Glenroy"),
        CARIBBEAN_FAMILIES,
        Ethnicity.BCRB,
        religion="Christian",
    ),
    "nigerian": Community(
        names("Temilade Chiamaka Folake Ngozi Simisola Adaobi Tolulope Ifeoma Bisola Zainab Damilola Esther"),
        names("Tobi Chidi Emeka Femi Oluwaseun Kelechi Dayo Ikenna Ayo Samuel Daniel Uche"),
        names("Funmilayo Blessing Chinwe Yewande Grace Nkechi Bukola Patience Adaeze Ronke Gloria"),
        names("Babatunde Obinna Segun Kayode Chukwudi Adewale Festus Ibrahim Emmanuel Olumide Godwin"),
        names(
            "Adeyinka Okonjo Balogun Eze Afolabi Nwachukwu Ogunleye Obi Adebisi Onyeka Bankole Ekwueme Salako"
        ),
        Ethnicity.BAFR,
        "Nigerian",
        "Yoruba",
        "Christian",
        0.05,
    ),
    "ghanaian": Community(
        names("Abena Akosua Efua Ama Adwoa Afia Esi Yaa Priscilla Josephine"),
        names("Kwame Kofi Kojo Yaw Kwabena Nana Kwesi Emmanuel Joshua Derrick"),
        names("Comfort Mercy Abigail Felicia Beatrice Gifty Vida Dorcas Akua"),
        names("Kwadwo Ebenezer Isaac Francis Samuel Prince Bright Stephen Joseph"),
        names("Mensah Owusu Boateng Asante Appiah Amoah Osei Darko Antwi Acheampong"),
        Ethnicity.BAFR,
        "Ghanaian",
        "Twi",
        "Christian",
        0.1,
    ),
    "somali": Community(
        names("Hibaaq Sagal Ifrah Hamdi Ayaan Nasteho Sumaya Khadra Amina Deqa Fartun Ubah"),
        names("Abdullahi Zakariye Liban Mahad Guled Ismail Bilal Yahye Mustaf Idris Ayub Hamza"),
        names("Fadumo Sahra Halima Asha Nimco Zeynab Hawa Kaltun Maryan Safiya Roda"),
        names("Mohamed Abdirizak Hassan Jama Farah Omar Ahmed Yusuf Abukar Said Ali"),
        names("Warsan Hirsi Duale Elmi Farah Guleed Ismaciil Jimale Kahin Mohamud Osman Samatar"),
        Ethnicity.BAFR,
        "Somali",
        "Somali",
        "Muslim",
        0.45,
    ),
    "bangladeshi": Community(
        names("Tahmina Nusrat Sumaiya Jannat Maliha Raisa Farzana Tasnim Anika Labiba Sadia Mim"),
        names("Rahim Tanvir Samiul Arif Nayeem Imran Fahim Rakib Zayan Mahin Sajid Tahsin"),
        names("Rokeya Shahida Rehana Nasima Jahanara Sultana Momtaz Shirin Hasina Parvin"),
        names("Abdul Kamal Shafiq Mizanur Jamal Harun Anwar Selim Faruk Rafiq"),
        names("Begum Miah Uddin Choudhury Khatun Rahman Islam Alam Hoque Ullah Sarkar Talukder"),
        Ethnicity.ABAN,
        "",
        "Sylheti",
        "Muslim",
        0.35,
    ),
    "pakistani": Community(
        names("Aleena Hafsa Zoya Mahnoor Iqra Areeba Noor Saba Maryam Eshal Laiba Hira"),
        names("Hamza Haris Bilal Zain Usman Rayyan Ibrahim Danyal Saad Faizan Ali Musa"),
        names("Shazia Nadia Samina Rukhsana Farah Saima Uzma Bushra Nasreen Kiran"),
        names("Tariq Nadeem Asif Shahid Imran Khalid Zahid Waqar Rizwan Javed"),
        names("Hussain Akhtar Mahmood Iqbal Bashir Malik Shah Mirza Chaudhry Sadiq Nawaz Aslam"),
        Ethnicity.APKN,
        "",
        "Punjabi",
        "Muslim",
        0.2,
    ),
    "indian": Community(
        names("Anaya Diya Kavya Riya Simran Jasleen Pooja Mira Harleen Ishani"),
        names("Arjun Rohan Karan Jaspreet Dev Aarav Manraj Nikhil Veer Yash"),
        names("Sunita Manjit Priya Rekha Harjinder Nisha Gurpreet Meena Deepa"),
        names("Rajesh Balwinder Sanjay Amarjit Vikram Sunil Kuldip Mahesh Anil"),
        names("Sandhu Patel Chauhan Grewal Mistry Bains Joshi Solanki Dhillon Parmar"),
        Ethnicity.AIND,
        "",
        "Punjabi",
        "Sikh",
        0.1,
    ),
    "polish": Community(
        names("Zuzanna Maja Oliwia Julia Nikola Amelka Hania Lena Wiktoria Kinga"),
        names("Jakub Filip Szymon Kacper Oskar Antoni Mikolaj Dawid Igor Nikodem"),
        names("Agnieszka Magdalena Katarzyna Monika Beata Joanna Ewelina Sylwia Dorota"),
        names("Tomasz Piotr Marcin Grzegorz Krzysztof Pawel Robert Dariusz Rafal"),
        names("Nowicki Zielinski Wrona Kaczmarek Dudek Sikora Baran Pawlak Wilk Czarnecki Lis"),
        Ethnicity.WOTH,
        "Polish",
        "Polish",
        "Catholic",
        0.25,
    ),
    "romanian": Community(
        names("Ioana Bianca Denisa Larisa Alexia Mihaela Teodora Daria"),
        names("Andrei Matei Vlad Darius Rares Luca Stefan David"),
        names("Elena Gabriela Cristina Simona Ramona Adriana Florentina"),
        names("Ionut Marian Florin Cosmin Bogdan Nicolae Sorin"),
        names("Popa Dumitru Stan Munteanu Lungu Ciobanu Rusu Moldovan Petre"),
        Ethnicity.WOTH,
        "Romanian",
        "Romanian",
        "Orthodox",
        0.35,
    ),
    "ukrainian": Community(
        names("Sofiia Polina Yana Solomiia Daryna Zlata Milana"),
        names("Danylo Maksym Nazar Tymofii Bohdan Ostap Mark"),
        names("Oksana Iryna Tetiana Olena Yuliia Nataliia Svitlana"),
        names("Serhii Andrii Oleksandr Vitalii Yurii Dmytro Taras"),
        names("Kovalenko Bondar Tkachuk Moroz Savchuk Lysenko Rudenko Hrytsenko"),
        Ethnicity.WOTH,
        "Ukrainian",
        "Ukrainian",
        "",
        0.5,
    ),
    "portuguese": Community(
        names("Beatriz Mariana Leticia Carolina Yasmin Lara Matilde Rafaela"),
        names("Tiago Diogo Rafael Gustavo Miguel Thiago Duarte Vitor"),
        names("Fernanda Patricia Sandra Luciana Claudia Vania Rosa Sonia"),
        names("Paulo Jorge Ricardo Nuno Carlos Sergio Marcio Rui"),
        names("Carvalho Moreira Teixeira Ferraz Barbosa Pacheco Tavares Lobo Freitas"),
        Ethnicity.WOTH,
        "Portuguese-speaking",
        "Portuguese",
        "Catholic",
        0.25,
    ),
    "turkish": Community(
        names("Elif Defne Zeynep Ecrin Melisa Sude Dilara Aylin Berfin"),
        names("Emir Kerem Baran Yusuf Deniz Efe Mert Arda Rojhat"),
        names("Fatma Gulsen Nurcan Sevgi Hatice Songul Ayten Zeliha"),
        names("Mehmet Huseyin Kemal Cemal Hakan Serkan Murat Ferhat"),
        names("Yilmaz Aydin Ozdemir Kilic Dogan Polat Korkmaz Bozkurt Sahin Gunes"),
        Ethnicity.WOTH,
        "Turkish and Kurdish",
        "Turkish",
        "Muslim",
        0.35,
    ),
    "arabic": Community(
        names("Salma Yara Lujain Rania Nour Malak Jana Hala"),
        names("Karim Ziad Anas Rami Omar Yazan Sami Tarek"),
        names("Samira Nadia Huda Amal Rasha Dina Maha Lamia"),
        names("Walid Bassam Hisham Nabil Mounir Faisal Jamil Salah"),
        names("Haddad Khoury Mansour Saleh Nasser Darwish Qasim Benali Fares"),
        Ethnicity.OOTH,
        "Arab",
        "Arabic",
        "Muslim",
        0.4,
    ),
    "vietnamese": Community(
        names("Linh Mai Thao Ngoc Trang Vy An"),
        names("Minh Duc Khang Bao Long Tuan Phuc"),
        names("Huong Lan Thuy Phuong Hoa Yen"),
        names("Hung Thanh Quang Son Binh Dat"),
        names("Nguyen Tran Pham Vo Dang Bui Ngo Ly"),
        Ethnicity.AOTH,
        "Vietnamese",
        "Vietnamese",
        "",
        0.4,
    ),
    "chinese": Community(
        names("Mei Xin Jia Yan Wai Lok"),
        names("Jun Wei Hao Kit Ming Yu"),
        names("Ling Fang Siu Hui Ying"),
        names("Chi Kwok Jian Lam Tao"),
        names("Chan Lau Zhang Yip Liu Cheung Zhou Ng"),
        Ethnicity.CHNE,
        "",
        "Cantonese",
        "",
        0.3,
    ),
    "irish": Community(
        names("Aoife Saoirse Caoimhe Roisin Orla Clodagh Sinead Ciara"),
        names("Cian Oisin Fionn Declan Darragh Cormac Eoin Padraig"),
        names("Siobhan Bernadette Maeve Deirdre Grainne Colette Nuala"),
        names("Brendan Fergal Dermot Cathal Eamon Seamus Donal"),
        names("Geraghty Tierney Mulvany Cusack Hanratty Lacey Shiels Corrigan"),
        Ethnicity.WIRI,
        religion="Catholic",
    ),
    "traveller": Community(
        names("Margaret Shelby Paris Kathleen Chantelle Biddy Nora"),
        names("Miley Johnny Jimmy Paddy Christy Danny Levi"),
        names("Mary Bridget Winnie Kathleen Theresa Lena"),
        names("Michael Jim Patrick Hughie Felix Martin"),
        names("Cawley Stokes Delaney Mongan Purcell Reilly"),
        Ethnicity.WIRT,
        "Irish Traveller",
        religion="Catholic",
    ),
}
