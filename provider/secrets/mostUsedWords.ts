/**
 * The words in the most used passwords, without the digits and signs around them and without obscene ones: those of the
 * first thousand of the list in @zxcvbn-ts/language-common 3.0.4 (MIT), which comes from Mark Burnett's list of ten million, and the
 * plain ones of its passwords of 12 characters or more. The library itself has 550 KB.
 */
const MOST_USED = `
abcd access accord action adidas admin administrator adrian airborne airplane alabama alaska albert alex alexande
alexander alexandr alexis alicia alison allison alpha alyssa amanda amber america american anderson andre andrea
andrew andrey angel angela angels animal anna anthony antonio apollo apple apples arizona arnold arsenal arthur
asdasd asdf asdfasdf asdfg asdfgh asdfghjk asdfghjkl ashley august austin avalon avatar awesome azerty baby babygirl
badboy badger bailey bambam banana bandit barbara barcelona barney baseball basketball batman baxter bear beatles
beaver beavis benjamin berlin bigboy bigdog bigman bigred bill billy billybob birdie bishop black blazer blink
blizzard blue bobby bond bonnie boogie boomer boston bradley brandon brandy braves brazil brenda brian britney
brittany bronco broncos brooke brooklyn brother brutus bubba bubbles buddha buddy budlight buffalo bulldog bulldogs
bullet burton business buster caesar calvin camaro cameron canada candy captain cardinal carlos carmen carolina
caroline carrie carter cartman casper cassie catch celtic champion changeme charles charlie cheese
cheeseburger chelsea cherokee cherry chester chesterfield chevelle chevy cheyenne chicago chicken chocolat chopper
chris christ christin christopher chronic civilization cjkysirj claire classic claudia cobra cocacola coffee college
colorado compaq computer connie connor construction contortionist cookie cool cooper copper corvette cosmopolitan
cougar counterstrike courtney cowboy cowboys crazy creative cricket crystal daddy dakota dallas dancer danger daniel
danielle darkness darkside dave david debbie december denise dennis denver destiny detroit devilmaycry dexter
diamond diesel digger digital disney doctor doggie dolphin dolphins domino donald donkey douglas dragon dreamer
dreams driver drowssap drummer ducati duncan eagle eagles eclipse edward edwardcullen einstein electric elephant
elizabet elvis eminem empire england enigma enter entertainment eric eugene everton explorer extreme falcon family
fantasy fender ferrari finalfantasy fire firebird fireman fish fisher fishing fktrcfylh florida flower flowers
fluffy flyers football ford forest forever foreveryoung france francis frank frankie franklin fred freddy
frederiksberg free freedom freepass freeuser friday friend friends froggy fyfcnfcbz fylhtq gabriel galina galore
gandalf garcia garfield gateway gators gemini general genesis genius george georgia gfhjkm ghbdtn giants gibson
ginger goblue godzilla golden golf golfer goober good google gordon gracie green greenday greenlantern gregory
guinness guitar gundam gunner hammer hannah happy hard harley hawaii heather heaven hello helpme hendrix hercules
hiphop hobbes hockey holiday homer honda honey horse horses hotdog hotrod house houston howard hummer hunter iceman
ilovemyfamily iloveyou indian infinity ingodwetrust intelligence international internet ireland ironman iwantu jack
jackie jackson jaguar jake james jasmine jason jasper jeffrey jennifer jeremy jessica jessie jester jimmy john
johnny johnson jonathan jordan joseph joshua junior jupiter justice justin justinbieber juventus karina katana
kawasaki kelly kenneth kermit kevin kimberly king kirill kitten kitty knight kodiak kramer kristen kristina lacrosse
lakers lasvegas lauren lawrence leather leavemealone legend leslie letmein liberty lifehack lincoln little liverpoo
liverpool lizard logitech london louise love lovelove lovely loveme lover loverboy lovers loveyou lucky maddog
madison madmax madonna maggie magic magnum maksim manutd marcus maria marina marinamarina marine marines mark marley
marshall martin marvin master matrix matt matthew maverick maximus maxwell melanie melissa member mercedes mercury
merlin metallic metallica mexico michael michaeljackson michelle michigan mickey midnight mike miller mine minecraft
mitchell molly monday money monica monkey monster montana morgan mortalkombat mother motorola mountain mozart muffin
murphy music mustang naruto nascar nastya natalie natasha nathan necronomicon needforspeed nelson nemesis newport
newyork nicholas nicole nightcrawler nikita nintendo nirvana nissan norman nothing november october oksana oliver
olivia online orange outlaw packers pakistan pamela pandora pantera panther panthers panzer paradise parker pass
passion passport password patches patricia patrick patriots paul peaches peanut pearljam peekaboo penguin people
pepper perfect peter phantom philadelphia phoenix phpbb picard pickle pirate platinum player playstation please
pokemon police polina pontiac poohbear pookie popcorn porsche power predator pretty prince princess private
professional psycho pumpkin purple qazwsx qazwsxedc qazxsw qwaszx qweasd qweasdzxc qweqwe qwer qwert qwerty qwertyu
qwertyui qwertyuiop rabbit rachel racing raider raiders rainbow ranger rangers raptor rascal rasdzv raymond razz
rebecca reddog redhead redskins redsox redwings reggie residentevil richard robbie robert rock rocket rocky roland
rolltide ronald ronaldo rooster rosebud runner rush ruslan russell russia sabrina saints samantha sammy samson
samsung samuel sandman sandra sanfrancisco sarah satisfaction saturn scandinavian scarface school scooby scooter
scorpio scorpion scotland scott scotty secret security semperfi serega sergey shadow shaggy shannon sharon shelby
shorty sierra silver simon simone simple simpson simpsons skipper skippy skyline slipknot smith smokey smooth
snickers sniper snoopy snowball snowman soccer softball sonnenschein sonyericsson sophie sparky speedy spencer
spider spiderma spiderman spirit spitfire spooky sports spring stalker stanley star stargate startrek starwars
steelers stella stephen sterling steve steven stingray stratocaster stupid sublime success summer sunset sunshine
super superman supernatural surfer suzuki svetlana sweet swordfis sydney system systemofadown tarheels taurus taylor
temppassword tennis teresa test tester testing thecakeisalie theman therock thomas thunder ticketmaster tiffany
tiger tigers tigger time timothy tinker titanic tomcat tommy topgun toyota transformers travis trevor trinity
trustno tucker turkey turtle tweety unbelievable united valentin vampire vanessa vegeta veronica vfhbyf vfrcbv
victor victoria victory viking vikings vincent viper virginia vision vladimir vladimirovna voodoo voyager walker
walter warcraft warrior water websolutions weihnachtsbaum welcome westside whatever whosyourdaddy wildcat wildcats
william williams willie willow wilson windows winner winston winter wizard wolf wolfpack wolverin wolves wombat
xavier yamaha yankee yankees yellow yfnfif zachary zeppelin zombie zxcvbn zxcvbnm
`;

/** What people who set up phones choose: the makers of phones and PBXs, and the words of the trade in a few languages. */
const OF_PHONES = `
aastra alcatel asterisk audiocodes avaya cisco digium elastix fanvil freepbx gigaset grandstream linksys mitel ozeki
ozekiphone ozekiphonesystem panasonic patton polycom sangoma snom yealink zoiper linphone microsip
callcenter company conference default demo device door entrance extension fax front frontdesk guest helpdesk intercom
kitchen lobby login mailbox office operator passwd phone phonesystem pbx reception receptionist registrar root sales
server sip sipphone softphone support switchboard telephone temp temporary trunk user username voice voicemail voip
felhasznalo hivas iroda jelszo kozpont mellek recepcio telefon telefonkozpont titkarsag udvozlet
benutzer empfang kennwort nebenstelle passwort telefonanlage vermittlung zentrale
bonjour motdepasse secretariat standard telephonie clave contrasena extensiones oficina recepcion telefono
`;

let words: ReadonlySet<string> | undefined;

/** The words that attackers try first, in lower case. They are split when they are first asked for. */
export function mostUsedWords(): ReadonlySet<string> {
  words ??= new Set((MOST_USED + OF_PHONES).trim().split(/\s+/));
  return words;
}
