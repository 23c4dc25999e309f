/**
 * Words that are passwords of many, alone, twice, or with a number after them. Lists of passwords that leaked agree on these;
 * the list is small on purpose: whoever wants the hundreds of millions that leaked sets PASSWORD_CHECK=haveibeenpwned.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwort passwd passw0rd pass parola senha contraseña contrasena motdepasse heslo haslo wachtwoord salasana lozinka
  secret geheim letmein let me in open access login logon signin welcome willkommen bienvenue hello hallo hola test testing
  tester temp temporary guest user username admin administrator root super superuser manager master default changeme change
  qwerty qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx abc abcd abcdef abcd1234 abc123 iloveyou ilove love loveyou lovely
  loveme lover sweet sweetheart sweetie honey baby babygirl babyboy princess prince queen king angel angels heaven butterfly
  flower flowers rose lily daisy sunshine sunflower moon star stars starlight rainbow summer winter spring autumn monday
  friday saturday sunday january february march april june july august september october november december dragon monkey
  tiger lion panther eagle falcon phoenix wolf bear rabbit bunny kitty kitten puppy doggy cat dog horse fish shark spider
  chicken banana apple orange cherry strawberry chocolate cookie cookies coffee pepper ginger sugar candy cheese pizza
  football baseball basketball soccer hockey tennis golf fussball futbol liverpool chelsea arsenal barcelona realmadrid juventus
  manchester united yankees cowboys lakers steelers eagles rangers broncos packers patriots jordan michael jessica jennifer
  ashley amanda daniel andrew anthony matthew joshua thomas robert william richard charlie george harley hunter jordan killer
  maggie michelle nicole nicholas patrick samantha stephanie taylor thunder tigger justin brandon buster bailey austin alexander
  alexandra andrea angela anna maria martin marina natasha vanessa veronica victoria sophie oliver olivia jasmine melissa
  computer internet network windows microsoft google facebook instagram twitter youtube amazon iphone samsung android apple linux
  ubuntu oracle mysql postgres database server system service support office company business corporate personal private
  security secure safe trustno trust no one trustnoone whatever nothing something anything everyone nobody somebody
  superman batman spiderman ironman starwars startrek pokemon pikachu naruto minecraft fortnite roblox mustang ferrari porsche
  mercedes corvette camaro chevrolet yamaha kawasaki honda toyota nissan jaguar harleydavidson freedom liberty america england
  london paris berlin madrid moscow india brasil mexico canada australia texas dallas boston chicago newyork california florida
  hannah jesus christ jesuschrist god blessed blessing faith family friend friends forever happy smile lucky money diamond
  golden silver purple yellow orange black white green blue pink red matrix shadow ninja samurai warrior knight wizard merlin
  magic mystery legend hero gamer player game games music guitar metallica nirvana slipknot blink eminem beatles hottie sexy
  fuckyou cocacola pepsi marlboro budweiser corona heineken whisky vodka beer
  correcthorsebatterystaple drowssap
`
    .trim()
    .split(/\s+/)
    .map((word) => word.normalize("NFKC")),
);
