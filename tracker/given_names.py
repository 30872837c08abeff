"""Given names that are common among children and parents in England, to tell "Adam (7)" from "Advisers (7)".

Names that are as often a word, a month or a place (Will, Grace, May, Chelsea) are left out.
"""

from typing import Final

_COMMON = """
    Aaliyah Aaron Abdul Abdullah Abigail Abu Adam Adele Adrian Agnes Agnieszka Ahmad Ahmed Aidan Aiden Aimee Aisha
    Aishah Alan Alana Alastair Albert Albie Alec Aled Alesha Alex Alexa Alexander Alexandra Alexis Alfie Alfred Ali
    Alice Alicia Alina Alisha Alison Allan Allison Alma Amaan Amal Aman Amanda Amara Amelia Amelie Amin Amina Aminah
    Amir Amira Amit Amrit Amy Ana Anais Anastasia Andre Andrea Andrei Andrew Andy Angela Angus Anika Anita Anjali Ann
    Anna Annabel Annabelle Anne Annie Anthony Antonio Anya Aoife Archie Aria Ariana Arianna Arjun Arlo Arnav Arran
    Arthur Arun Aryan Asher Ashleigh Ashley Asma Astrid Athena Aubrey Audrey Aurora Ava Avery Ayaan Ayan Ayesha Aylin
    Azra Barbara Barney Barry Beatrice Beatrix Becky Bella Ben Benjamin Bernard Beth Bethan Bethany Betsy Bilal Billie
    Billy Blake Bobby Bonnie Brandon Brenda Brendan Brian Bridget Brody Bronwyn Brooke Bruno Bryony Caitlin Caleb
    Callum Calvin Cameron Camilla Carl Carla Carmen Carol Caroline Carolyn Catherine Cecilia Cerys Charles Charlie
    Chloe Chris Christina Christine Christopher Ciara Claire Clara Clare Clive Cody Colin Connie Connor Conor Corey
    Courtney Craig Curtis Cynthia Daisy Damian Daniel Daniella Danielle Danny Daphne Darcey Darcy Darius Darren Dave
    David Dawid Debbie Deborah Debra Declan Delilah Denise Dennis Derek Dev Dexter Diana Diane Dilys Dina Dominic
    Donna Doris Dorothy Duncan Dylan Ebony Eddie Edie Edith Edward Edwin Eesa Effie Eileen Elaine Eleanor Elena Eli
    Elias Elijah Elin Eliot Elise Eliza Elizabeth Ella Elle Ellen Ellie Elliot Elliott Ellis Elodie Elsie Emil Emilia
    Emily Emma Emmanuel Emre Eric Erica Erin Esme Esmee Esther Ethan Etta Eva Evan Evangeline Eve Evelyn Evie Ewa Ewan
    Ezra Fahad Faisal Farah Faris Farrah Fatima Fatimah Faye Felicity Felix Fergus Fern Filip Finlay Finley Finn Fiona
    Flora Florence Fran Frances Francesca Francis Frankie Fraser Fred Freddie Frederick Freya Gabriel Gabriella Gareth
    Gary Gavin Gemma Geoffrey George Georgie Georgina Gerald Geraldine Gethin Gillian Gina Giovanni Gloria Gordon
    Graham Greg Gregory Greta Gurpreet Gwen Hadi Hafsa Haider Hamish Hamza Hana Hanna Hannah Hari Haris Harleen Harley
    Harper Harriet Harris Harrison Harry Harvey Hasan Hassan Hattie Hayley Hazel Heather Heidi Helen Henrietta Henry
    Hodan Hollie Holly Howard Hugh Hugo Humza Husna Hussain Hussein Iain Ian Ibrahim Idris Ifan Igor Ikram Imaan Imani
    Imogen Imran Inaya Ines Ioan Ioana Iona Irene Iris Isaac Isabel Isabella Isabelle Isaiah Isha Isla Ismail Isobel
    Ivan Ivy Izaan Jack Jackie Jackson Jacob Jacqueline Jaden Jai Jake Jakub Jamal James Jamie Jane Janet Janice Jared
    Jasmine Jason Jaspreet Jay Jayden Jean Jeffrey Jemima Jemma Jennifer Jenny Jeremy Jess Jesse Jessica Jessie Jill
    Joan Joanna Joanne Jodie Joe Joel John Johnny Jonah Jonathan Jordan Joseph Josephine Josh Joshua Josie Joyce Juan
    Jude Judith Julia Julian Julie Juliet Juliette Justin Kacper Kai Kaiden Kaitlyn Karen Karim Karl Kasper Kate Kath
    Katherine Kathleen Kathryn Katie Katy Kavya Kayden Kayla Kayleigh Keira Keith Kelly Kelvin Kenneth Kenzie Kerry
    Kevin Khadija Khalid Kian Kiera Kieran Kim Kimberley Kiran Kirsty Kit Kwame Kyle Kyra Lacey Laila Lana Lara
    Latisha Laura Lauren Laurence Layla Leah Leanne Leila Lena Lennie Lennox Leo Leon Leonard Leonardo Leonie Leroy
    Lesley Leslie Levi Lewis Lexi Leyla Liam Libby Lila Lilian Lillian Lily Linda Lisa Liz Liza Lloyd Logan Lola Lorna
    Lorraine Lottie Louie Louis Louisa Louise Luca Lucas Lucia Lucy Luis Luka Lukas Luke Luna Lydia Lyla Lynn Mabel
    Macie Maddie Maddison Madeleine Madison Magda Maisie Malachi Malcolm Malik Manal Manveer Marcel Marcus Margaret
    Margot Maria Mariam Marian Marie Marina Mario Marion Marjorie Marlon Martha Martin Marwa Mary Maryam Mason Mateusz
    Matilda Matt Matteo Matthew Maureen Maurice Max Maxim Maximilian Maxwell Maya Megan Mehmet Melanie Melissa Mia
    Micah Michael Michelle Miguel Mihai Mika Mike Mila Miles Millie Milo Mina Miriam Miya Mohamed Mohammad Mohammed
    Moira Mollie Molly Monica Morgan Moses Muhammad Murray Musa Mustafa Myla Myles Nabil Nadia Naomi Natalia Natalie
    Natasha Nathan Nathaniel Neha Neil Nell Nellie Ngozi Nia Niall Niamh Nicholas Nick Nicola Nicole Nigel Nikhil
    Nikita Nina Noah Noor Nora Norah Nour Nusrat Oisin Olena Olga Oliver Olivia Ollie Omar Orla Oscar Osian Otis
    Ottilie Otto Owen Pamela Patricia Patrick Paul Paula Pauline Penelope Penny Percy Peter Petra Philip Phillip
    Phoebe Phyllis Piotr Piper Polly Poppy Priya Quinn Rachael Rachel Rafael Rafferty Rahim Rahul Raja Ralph Ramona
    Rania Raphael Rashid Ravi Raymond Rayyan Rebecca Reece Reggie Reginald Rehan Remi Remy Reuben Rhian Rhiannon Rhys
    Ria Ricardo Richard Ricky Riley Rishi Rita Rob Robbie Robert Roberta Robin Robyn Rocco Rodney Roger Rohan Roland
    Roman Romeo Romy Ronald Ronan Ronnie Rory Rosa Rosalind Rosanna Roscoe Rosemary Rosie Ross Rowan Roxanne Roy Ruby
    Rudi Rufus Rupert Russell Ruth Ryan Saad Sabrina Sadie Safa Saffron Safiya Sahar Saif Saira Salma Salman Sam
    Samantha Samir Samira Samson Samuel Sana Sandra Saoirse Saqib Sara Sarah Sasha Saskia Saul Scarlett Sean Sebastian
    Selena Selina Serena Seth Shabnam Shane Shannon Sharon Shaun Sheila Shirley Shreya Sian Sidney Sienna Simeon Simon
    Simran Siobhan Skye Sofia Sofija Soham Sonia Sonny Sophia Sophie Spencer Stacey Stanley Stefan Stella Stephanie
    Stephen Steve Steven Stuart Sue Sufyan Sukhdeep Sumaya Suraj Susan Susanna Suzanne Syed Syeda Sylvia Tabitha Taha
    Tahir Talia Tamara Tamsin Tania Tanisha Tanya Tariq Tasha Tayla Taylor Teddy Tegan Terence Teresa Tess Thea Theo
    Theodore Theresa Thomas Tia Tiana Tiffany Tilly Tim Timothy Tina Toby Todd Tolu Tom Tomasz Tommy Toni Tony Tracey
    Tracy Trevor Tristan Tyler Tyrese Umair Umar Una Uzair Val Valentina Valerie Vanessa Vera Veronica Vicky Vihaan
    Vikram Vincent Violet Vivian Vivienne Wayne Wendy Wesley Wiktor Wilfred William Willow Xander Xavier Yahya Yara
    Yasin Yasmin Yasmine Younis Yousef Youssef Yulia Yuna Yunus Yusra Yusuf Yvonne Zac Zach Zachary Zahra Zain Zainab
    Zak Zakariya Zara Zayd Zayn Zelda Zeynep Zoe Zofia Zoya Zuzanna
"""

GIVEN_NAMES: Final = frozenset(_COMMON.split())

_FIELD = """
    Action Adolescent Advice Adviser Advisers Advisory Advocate Advocates Alliance Ambassador Ambassadors And Annual
    App Apps April Arrangements Assessment Association August Autism Autumn Award Befriending Board Bond Borough
    Bridge Buddies Cafe Café Care Carer Carers Case Centre Centred Champion Champions Charter Christmas City Club Code
    Coffee Commissioner Committee Conference Connect Consultation Contact Contribution Coordinator Council Councillor
    County Covid Day Days December Department Development Digital Disability Disabled Easter Education Engagement
    Evening Event Experience Facebook Families Family February Feedback Finance Focus Forum Forums Friday Friendly
    Friendship Fund Governor Governors Group Groups Guidance Guide Handbook He Health Health's Healthy Helpline House
    Hub Inclusion Information Instagram It January Journey July June Key Leaflet Learning Level Line Link Links Loan
    Local Lunch Lunches Manager March May Meeting Member Members Mental Minimum Monday Morning Mornings Network News
    Newsletter November October Officer Officers Ofsted Padlet Page Panel Parent Parents Participation Partner
    Partners Partnership Passport Passports Pathway Pathways Person Plan Play Podcast Point Portal Practitioner
    Premium Programme Project Protection Questionnaire Rating Reference Referral Referrals Rep Representative
    Representatives Reps Review Reviews Rights Safeguarding Safety Samaritans Saturday School Schools Section Send
    September Service Services She Social Special Spring Stage Standard Standards Steering Strategy Street Summer
    Sunday Support Supporter Supporters Survey Team Teams Term That The They This Thursday Toolkit Training Transition
    Transport Trust Tuesday Twitter Union Unit University Ville Virtual Voice Voices Volunteer Volunteers We Webinar
    Webinars Website Wednesday Welfare Wellbeing Whatsapp Winter Work Worker Workers Workshop Workshops Year Years
    Young Youth Zone Zoom
"""

NO_NAMES: Final = frozenset(_FIELD.split())
"""What follows "parent" or "child" with a capital in this field, and is nobody: "Parent Carer Forum"."""
