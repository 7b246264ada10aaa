import { errorsOf, messages, type Locale } from '#platform';

/** What the command line says when it cannot go on: one sentence each, with the way out. */
export const cliMessages = messages({
  'cli.accounts-title': {
    fr: 'Comptes de démonstration (adresse, mot de passe, rôle) :',
    en: 'Demonstration accounts (address, password, role):',
  },
  'cli.accounts-factor': { fr: 'code du moment', en: 'present code' },
  'cli.accounts-once': {
    fr: 'Cette liste n’est affichée qu’une fois. Ensuite : ./guichet accounts reset ROLE, ./guichet accounts code ROLE.',
    en: 'This list is shown once. Afterwards: ./guichet accounts reset ROLE, ./guichet accounts code ROLE.',
  },
  'cli.accounts-role': {
    fr: '« {role} » n’est pas un rôle. Les rôles : {roles}.',
    en: '“{role}” is not a role. The roles: {roles}.',
  },
  'cli.accounts-none': {
    fr: 'Aucun compte de démonstration n’a le rôle {role} dans cette base.',
    en: 'No demonstration account has the role {role} in this database.',
  },
  'cli.accounts-no-factor': {
    fr: 'Le rôle {role} ne demande pas de second facteur.',
    en: 'The role {role} asks for no second factor.',
  },
  'cli.folder-not-writable': {
    fr: 'Le dossier {folder} ne peut pas être écrit : choisissez-en un autre avec --data, ou donnez-vous le droit d’y écrire.',
    en: 'The folder {folder} cannot be written to: choose another with --data, or give yourself the right to write there.',
  },
  'cli.no-embedded-postgres': {
    fr: 'PostgreSQL embarqué n’existe pas pour {platform} : indiquez un PostgreSQL 16 ou plus récent par DATABASE_URL.',
    en: 'There is no embedded PostgreSQL for {platform}: name a PostgreSQL 16 or newer in DATABASE_URL.',
  },
  'cli.no-database-user': {
    fr: 'PostgreSQL refuse de tourner sous root et aucun autre compte n’a pu être trouvé : lancez Guichet sous un compte ordinaire.',
    en: 'PostgreSQL refuses to run as root and no other account could be found: run Guichet as an ordinary user.',
  },
  'cli.postgres-does-not-start': {
    fr: 'PostgreSQL embarqué ne démarre pas ; sa dernière ligne : « {last} » (journal : {log}).',
    en: 'The embedded PostgreSQL does not start; its last line: “{last}” (log: {log}).',
  },
  'cli.database-unreachable': {
    fr: 'PostgreSQL ne répond pas à {address} : vérifiez DATABASE_URL et que le serveur tourne.',
    en: 'PostgreSQL does not answer at {address}: check DATABASE_URL and that the server runs.',
  },
  'cli.database-url': {
    fr: '{setting} n’est pas une adresse PostgreSQL : la forme attendue est postgres://role:motdepasse@hote:5432/base.',
    en: '{setting} is not a PostgreSQL address: the form is postgres://role:password@host:5432/database.',
  },
  'cli.database-password': {
    fr: 'PostgreSQL refuse le rôle ou le mot de passe de {setting} ({role}).',
    en: 'PostgreSQL refuses the role or the password of {setting} ({role}).',
  },
  'cli.database-missing': {
    fr: 'La base « {database} » n’existe pas sur {address} : créez-la, ou corrigez {setting}.',
    en: 'The database “{database}” does not exist on {address}: create it, or correct {setting}.',
  },
  'cli.database-too-old': {
    fr: 'PostgreSQL {version} est trop ancien : Guichet demande la version 16 ou une plus récente.',
    en: 'PostgreSQL {version} is too old: Guichet needs version 16 or newer.',
  },
  'cli.database-extensions': {
    fr: 'PostgreSQL n’offre pas ces extensions : {extensions}. Installez le paquet postgresql-contrib du serveur.',
    en: 'PostgreSQL does not offer these extensions: {extensions}. Install the server’s postgresql-contrib package.',
  },
  'cli.database-roles': {
    fr: 'Les rôles {roles} manquent et {role} ne peut pas les créer : faites-les créer par l’administrateur de la base (CREATE ROLE … LOGIN), ou donnez un rôle qui le peut.',
    en: 'The roles {roles} are missing and {role} may not create them: have the database administrator create them (CREATE ROLE … LOGIN), or give a role that may.',
  },
  'cli.database-refuses': {
    fr: 'PostgreSQL répond une erreur à {address} : {cause}.',
    en: 'PostgreSQL answers an error at {address}: {cause}.',
  },
  'cli.not-running': {
    fr: 'Aucun Guichet ne tourne sur ce dossier : lancez ./guichet start.',
    en: 'No Guichet runs on this folder: run ./guichet start.',
  },
  'cli.already-running': {
    fr: 'Guichet tourne déjà sur le dossier {folder} (processus {pid}).',
    en: 'Guichet already runs on the folder {folder} (process {pid}).',
  },
  'cli.port-in-use': {
    fr: 'Le port {port} est déjà pris sur {host} : choisissez-en un autre avec --port.',
    en: 'The port {port} is already in use on {host}: choose another with --port.',
  },
  'cli.port-refused': {
    fr: 'Le port {port} ne peut pas être ouvert sur {host} ({cause}) : choisissez-en un autre avec --port.',
    en: 'The port {port} cannot be opened on {host} ({cause}): choose another with --port.',
  },
  'cli.port-number': {
    fr: '--port attend un nombre entre 1 et 65535, et non « {port} ».',
    en: '--port takes a number from 1 to 65535, not “{port}”.',
  },
  'cli.child-does-not-start': {
    fr: '{child} ne démarre pas : voir ses dernières lignes ci-dessus.',
    en: '{child} does not start: see its last lines above.',
  },
  'cli.demo-address': {
    fr: 'Attention : les comptes de démonstration sont ouverts sur {host}, au-delà de cette machine (--no-demo-data s’en passe).',
    en: 'Beware: demonstration accounts are open on {host}, beyond this machine (--no-demo-data does without).',
  },
  'cli.settings': { fr: 'Réglages à corriger. {problems}', en: '{problems}' },
  'cli.file-unreadable': { fr: 'Le fichier {file} ne peut pas être lu ({cause}).', en: 'The file {file} cannot be read ({cause}).' },
  'cli.imported': {
    fr: '{read} lignes lues = {kept} retenues + {rejected} rejetées ; {requirements} exigences, {scenarios} scénarios, {evidence} preuves, en {milliseconds} ms.',
    en: '{read} rows read = {kept} kept + {rejected} rejected; {requirements} requirements, {scenarios} scenarios, {evidence} evidence items, in {milliseconds} ms.',
  },
  'cli.not-a-package': {
    fr: 'Aucun référentiel n’a pu être lu dans {file} : voir les remarques ci-dessus.',
    en: 'No package could be read from {file}: see the remarks above.',
  },
  'cli.exported': {
    fr: '{file} : {bytes} octets.',
    en: '{file}: {bytes} bytes.',
  },
  'cli.export-lost': {
    fr: 'Ce format ne retient pas : {losses}.',
    en: 'This format does not hold: {losses}.',
  },
  'bench.running': { fr: 'Mesure : {work}…', en: 'Measuring: {work}…' },
  'bench.name': { fr: 'Travail', en: 'Work' },
  'bench.figure': { fr: 'Mesure', en: 'Figure' },
  'bench.limit': { fr: 'Référence', en: 'Limit' },
  'bench.ratio': { fr: 'Rapport', en: 'Ratio' },
  'bench.goal': { fr: 'But', en: 'Goal' },
  'bench.met': { fr: 'Atteint', en: 'Met' },
  'bench.yes': { fr: 'oui', en: 'yes' },
  'bench.no': { fr: 'non', en: 'no' },
  'evaluate.conform': { fr: 'Favorable : toutes les exigences applicables sont tenues.', en: 'Favourable: every applicable must is held.' },
  'evaluate.not_conform': { fr: 'Défavorable.', en: 'Not favourable.' },
  'evaluate.pending': {
    fr: 'En attente d’un résultat : des exigences n’en ont pas encore.',
    en: 'Pending: some requirements have no result yet.',
  },
  'evaluate.waiting': { fr: 'En attente ({count}) :', en: 'Waiting ({count}):' },
  'evaluate.not_applicable': { fr: 'Rien ne s’applique.', en: 'Nothing applies.' },
  'evaluate.blocking': { fr: 'Bloquent ({count}) :', en: 'Blocking ({count}):' },
  'evaluate.unknown': { fr: 'Inconnues du référentiel : {keys}', en: 'Unknown to the package: {keys}' },
  'cli.lineage': {
    fr: 'Lignes lues : {read}, retenues : {kept}, rejetées : {rejected}. Liens : {links}.',
    en: 'Rows read: {read}, kept: {kept}, rejected: {rejected}. Links: {links}.',
  },
  'mapping.read': {
    fr: '{read} lignes lues : {kept} reprises, {rejected} rejetées.',
    en: '{read} rows read: {kept} taken, {rejected} rejected.',
  },
  'evaluate.result': {
    fr: '{key} : « {value} » n’est pas un résultat ; les résultats : {known}.',
    en: '{key}: “{value}” is not a result; the results: {known}.',
  },
  'evaluate.score': { fr: 'Score «\u00a0{title}\u00a0»\u00a0: {value} ({algorithm})', en: 'Score “{title}”: {value} ({algorithm})' },
  'evaluate.measure': {
    fr: 'measures.{key} attend trois nombres positifs ou nuls\u00a0: dom, requests, kilobytes.',
    en: 'measures.{key} takes three numbers that are not negative: dom, requests, kilobytes.',
  },
  'evaluate.answer': {
    fr: 'answers.{key} attend true ou false, et non {value}.',
    en: 'answers.{key} takes true or false, not {value}.',
  },
  'evaluate.not-results': {
    fr: '{file} ne contient pas de résultats : la forme attendue est (answers : profil → true ou false ; results : clé → résultat), en JSON.',
    en: '{file} holds no results: the form is (answers: profile → true or false; results: key → result), in JSON.',
  },
  'score.measure': {
    fr: '--{option} attend un nombre positif ou nul, et non « {value} ».',
    en: '--{option} takes a number that is not negative, not “{value}”.',
  },
  'score.ecoindex': {
    fr: 'EcoIndex {score}/100, note {grade} ; {ghg} g éq. CO₂ et {water} cl d’eau par consultation (version {version}).',
    en: 'EcoIndex {score}/100, grade {grade}; {ghg} g CO₂ eq. and {water} cl of water per view (version {version}).',
  },
  'score.rgesn': {
    fr: 'RGESN {version} : {score} % ({numerator}/{denominator}), {read} critères lus.',
    en: 'RGESN {version}: {score} % ({numerator}/{denominator}), {read} criteria read.',
  },
  'score.rgesn-none': {
    fr: 'RGESN {version} : aucun critère ne s’applique, il n’y a pas de score.',
    en: 'RGESN {version}: no criterion applies, there is no score.',
  },
  'verify.unreadable': { fr: 'Le fichier {file} ne peut pas être lu.', en: 'The file {file} cannot be read.' },
  'verify.no-keys': {
    fr: 'Aucune clé d’émetteur ici : donnez les clés publiées (/.well-known/jwks.json du registre) avec --jwks.',
    en: 'No issuer key here: give the published keys (/.well-known/jwks.json of the register) with --jwks.',
  },
  'verify.not-keys': {
    fr: 'Le fichier {file} ne contient pas de clés publiées (JWKS).',
    en: 'The file {file} holds no published keys (JWKS).',
  },
  'cli.unknown-verb': { fr: 'Verbe inconnu : {verb}.', en: 'Unknown verb: {verb}.' },
  'cli.no-file': { fr: 'Le fichier {file} n’existe pas.', en: 'The file {file} does not exist.' },
  'cli.usage': { fr: 'Utilisation : {usage}', en: 'Usage: {usage}' },
  'cli.help': { fr: 'Utilisation : ./guichet VERBE [options]', en: 'Usage: ./guichet VERB [options]' },
  'cli.ready': { fr: 'Guichet est prêt : {address}', en: 'Guichet is ready: {address}' },
  'cli.stopping': { fr: 'Arrêt…', en: 'Stopping…' },
  'cli.stopped': { fr: 'Arrêté.', en: 'Stopped.' },
  'cli.child-died': {
    fr: '{child} s’est arrêté ({cause}) ; nouvel essai dans {seconds} s.',
    en: '{child} stopped ({cause}); trying again in {seconds} s.',
  },
  'cli.postgres-starts': { fr: 'Démarrage de PostgreSQL…', en: 'Starting PostgreSQL…' },
  'cli.journal': {
    fr: 'Journal : {sealed} événements scellés, {roots} racines publiées.\n  chaîne {chainHash}\n  racine {merkleRoot}',
    en: 'Journal: {sealed} sealed events, {roots} published roots.\n  chain {chainHash}\n  root {merkleRoot}',
  },
  'cli.journal-tail': {
    fr: 'Attendent leur sceau : {events} (le plus ancien depuis {seconds} s).',
    en: 'Waiting for their seal: {events} (the oldest for {seconds} s).',
  },
  'cli.journal-intact': {
    fr: 'Tout se recalcule : chaque événement, chaque maillon, chaque racine et chaque signature.',
    en: 'Everything recomputes: every event, every link, every root and every signature.',
  },
  'cli.proof-signed': {
    fr: 'Couvert par la racine du {day}, signée par la clé {kid}.',
    en: 'Covered by the root of {day}, signed by the key {kid}.',
  },
  'cli.proof-unsigned': {
    fr: 'Aucune racine signée ne couvre encore cet événement : la preuve porte sur le journal de cet instant.',
    en: 'No signed root covers this event yet: the proof is about the journal of this instant.',
  },
  'cli.migrated': { fr: 'Base à jour ; migrations passées : {count}.', en: 'Database up to date; migrations run: {count}.' },
});

/** Refusals of the command line. */
export const refuse = errorsOf(cliMessages);

/** The language of the terminal: French when LC_ALL, LC_MESSAGES or LANG says so, English otherwise. */
export function terminalLocale(env: NodeJS.ProcessEnv = process.env): Locale {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('fr') ? 'fr' : 'en';
}
