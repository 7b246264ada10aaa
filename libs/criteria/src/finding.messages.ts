import { filled, type Params, type Text } from '#platform';
import { mappingFindings } from './mapping-finding.messages.js';

/** `error`: the document or the row is not taken; `warning`: taken, to look at; `info`: taken, for the record. */
export type FindingLevel = 'error' | 'warning' | 'info';

/** One remark on a document or a file: where, what, and what to do. */
export interface Finding {
  /** Path in the document (`/requirements/3/section`), empty for a tabular file. */
  path: string;
  /** Row as a spreadsheet or an editor shows it, from 1; null when the remark is about the whole file. */
  row: number | null;
  /** Header of the column, or member of the document; null when there is none. */
  column: string | null;
  level: FindingLevel;
  code: FindingCode;
  message: Text;
  cure: Text;
}

interface FindingText {
  readonly level: FindingLevel;
  readonly message: Text;
  readonly cure: Text;
}

const fixFile: Text = {
  fr: 'Corrigez le fichier à cet endroit, puis importez-le de nouveau.',
  en: 'Correct the file at this place, then import it again.',
};
const nothingToDo: Text = { fr: 'Rien à faire.', en: 'Nothing to do.' };

const table = {
  'file.unreadable': {
    level: 'error',
    message: { fr: 'Le fichier n’a pas pu être lu.', en: 'The file could not be read.' },
    cure: {
      fr: 'Ouvrez-le dans votre tableur, enregistrez-le de nouveau au format .xlsx ou .csv, puis importez-le.',
      en: 'Open it in your spreadsheet, save it again as .xlsx or .csv, then import it.',
    },
  },
  'file.too_large': {
    level: 'error',
    message: { fr: 'Le fichier dépasse la limite\u00a0: {limit}.', en: 'The file exceeds the limit: {limit}.' },
    cure: {
      fr: 'Retirez les feuilles, images et cellules inutiles, ou découpez le référentiel.',
      en: 'Remove needless sheets, pictures and cells, or split the package.',
    },
  },
  'file.unknown_format': {
    level: 'error',
    message: {
      fr: 'Ce fichier n’est d’aucune des formes qui sont lues ici.',
      en: 'This file has none of the forms that are read here.',
    },
    cure: { fr: 'Vérifiez que c’est le bon fichier, et son format.', en: 'Check that it is the right file, and its format.' },
  },
  'file.other_kind': {
    level: 'error',
    message: { fr: 'Ce fichier n’est pas un référentiel\u00a0: c’est {what}.', en: 'This file is not a package: it is {what}.' },
    cure: { fr: '{cure}.', en: '{cure}.' },
  },
  'file.several_packages': {
    level: 'error',
    message: { fr: 'Ce fichier contient {count} référentiels\u00a0: {names}.', en: 'This file holds {count} packages: {names}.' },
    cure: { fr: 'Importez-le d’abord, ou donnez un fichier par référentiel.', en: 'Import it first, or give one file per package.' },
  },
  'file.code_unused': {
    level: 'warning',
    message: {
      fr: 'Le fichier contient plusieurs référentiels\u00a0: le code demandé, {code}, n’a pas été donné.',
      en: 'The file holds several packages: the code asked for, {code}, was given to none.',
    },
    cure: { fr: 'Chacun garde le code que dit le fichier.', en: 'Each keeps the code the file says.' },
  },
  'file.version_repeated': {
    level: 'error',
    message: {
      fr: 'Le fichier contient deux fois {key}\u00a0: le premier est gardé.',
      en: 'The file holds {key} twice: the first is kept.',
    },
    cure: { fr: 'Donnez à chacun sa version.', en: 'Give each its own version.' },
  },
  'file.took_too_long': {
    level: 'error',
    message: {
      fr: 'La lecture du fichier a été arrêtée\u00a0: elle dépassait {limit}.',
      en: 'Reading the file was stopped: it took more than {limit}.',
    },
    cure: {
      fr: 'Retirez les feuilles et les lignes inutiles, ou découpez le référentiel, puis importez-le de nouveau.',
      en: 'Remove needless sheets and rows, or split the package, then import it again.',
    },
  },
  'file.took_too_much': {
    level: 'error',
    message: {
      fr: 'La lecture du fichier a été arrêtée\u00a0: elle demandait plus de {limit} de mémoire.',
      en: 'Reading the file was stopped: it asked for more than {limit} of memory.',
    },
    cure: {
      fr: 'Retirez les feuilles et les lignes inutiles, ou découpez le référentiel, puis importez-le de nouveau.',
      en: 'Remove needless sheets and rows, or split the package, then import it again.',
    },
  },
  'file.more_remarks': {
    level: 'warning',
    message: { fr: 'Remarques qui ne sont pas listées\u00a0: {count}.', en: 'Remarks that are not listed: {count}.' },
    cure: { fr: 'Corrigez celles-ci, puis importez de nouveau.', en: 'Correct these, then import again.' },
  },
  'cell.formula': {
    level: 'warning',
    message: {
      fr: 'Cellules à formule\u00a0: {count} (la première\u00a0: {cell}). Leur dernière valeur enregistrée est lue, rien n’est calculé.',
      en: 'Cells with a formula: {count} (the first: {cell}). Their last saved value is read, nothing is computed.',
    },
    cure: {
      fr: 'Vérifiez ces valeurs, ou collez-les à la place des formules.',
      en: 'Check these values, or paste them instead of the formulas.',
    },
  },
  'cell.merged': {
    level: 'info',
    message: {
      fr: 'Cellules fusionnées\u00a0: {count}. Leur texte est répété sur chacune de leurs lignes.',
      en: 'Merged cells: {count}. Their text is repeated on each of their rows.',
    },
    cure: { fr: 'Vérifiez l’aperçu.', en: 'Check the preview.' },
  },
  'cell.unreadable': {
    level: 'info',
    message: {
      fr: 'Des caractères qui ne s’impriment pas ont été retirés du texte.',
      en: 'Characters that do not print were removed from the text.',
    },
    cure: { fr: 'Relisez le texte.', en: 'Read the text again.' },
  },
  'sheet.empty_cells': {
    level: 'info',
    message: {
      fr: 'La feuille s’étend sur {rows} lignes, presque toutes vides\u00a0: seules les lignes remplies sont lues.',
      en: 'The sheet spreads over {rows} rows, nearly all empty: only those filled in are read.',
    },
    cure: { fr: 'Supprimez les lignes vides sous le tableau.', en: 'Delete the empty rows below the table.' },
  },
  'file.not_utf8': {
    level: 'info',
    message: {
      fr: 'Le fichier n’est pas en UTF-8\u00a0: il a été lu comme {encoding}.',
      en: 'The file is not UTF-8: it was read as {encoding}.',
    },
    cure: {
      fr: 'Vérifiez les accents dans l’aperçu\u202f; sinon, enregistrez le CSV en UTF-8.',
      en: 'Check the accents in the preview; otherwise save the CSV as UTF-8.',
    },
  },
  'file.no_rows': {
    level: 'error',
    message: { fr: 'Aucune exigence n’a été trouvée dans le fichier.', en: 'No requirement was found in the file.' },
    cure: {
      fr: 'Vérifiez que la feuille contient une ligne par scénario sous les en-têtes.',
      en: 'Check that the sheet holds one row per scenario below the headers.',
    },
  },
  'links.none': {
    level: 'error',
    message: { fr: 'Aucun lien n’a été trouvé dans le fichier.', en: 'No link was found in the file.' },
    cure: {
      fr: 'Donnez un CSV aux colonnes « de » et « a », un JSON « links », ou une table de correspondance CISO Assistant ou OSCAL.',
      en: 'Give a CSV with the columns “from” and “to”, a JSON “links”, or a CISO Assistant or OSCAL mapping.',
    },
  },
  'links.no_columns': {
    level: 'error',
    message: {
      fr: 'Les colonnes de l’ancienne et de la nouvelle exigence n’ont pas été reconnues.',
      en: 'The columns of the older and the newer requirement were not recognised.',
    },
    cure: {
      fr: 'Nommez-les « de » et « a » (au besoin « relation » et « note »).',
      en: 'Name them “from” and “to” (and if need be “relation” and “note”).',
    },
  },
  'links.incomplete': {
    level: 'warning',
    message: {
      fr: 'Cette ligne ne relie rien : il manque l’exigence ancienne ou la nouvelle (lu : « {read} »).',
      en: 'This row links nothing: the older or the newer requirement is missing (read: “{read}”).',
    },
    cure: {
      fr: 'Complétez la ligne, ou laissez-la : une exigence nouvelle ou retirée n’a pas de lien.',
      en: 'Complete the row, or leave it: a new or dropped requirement has no link.',
    },
  },
  'links.unknown_relation': {
    level: 'warning',
    message: {
      fr: 'La relation « {relation} » n’est pas connue : elle a été déduite des deux textes.',
      en: 'The relation “{relation}” is not known: it was told from the two texts.',
    },
    cure: { fr: 'Écrivez l’une de celles-ci : {known}.', en: 'Write one of these: {known}.' },
  },
  'links.unknown_from': {
    level: 'error',
    message: {
      fr: 'L’exigence ancienne « {key} » n’existe pas dans {package}.',
      en: 'The older requirement “{key}” does not exist in {package}.',
    },
    cure: {
      fr: 'Corrigez sa clé ou son numéro, ou choisissez la version d’origine qui la contient.',
      en: 'Correct its key or number, or choose the version of origin that holds it.',
    },
  },
  'links.unknown_to': {
    level: 'error',
    message: {
      fr: 'L’exigence nouvelle « {key} » n’existe pas dans {package}.',
      en: 'The newer requirement “{key}” does not exist in {package}.',
    },
    cure: {
      fr: 'Corrigez sa clé ou son numéro, ou importez ce lien dans le référentiel qui la contient.',
      en: 'Correct its key or number, or import this link into the package that holds it.',
    },
  },
  'links.repeated': {
    level: 'info',
    message: {
      fr: 'Le lien {from} → {to} est déjà donné à la ligne {first} : il compte une fois.',
      en: 'The link {from} → {to} is already given in row {first}: it counts once.',
    },
    cure: nothingToDo,
  },
  'header.not_found': {
    level: 'error',
    message: {
      fr: 'Aucune ligne d’en-têtes n’a été reconnue\u202f; la première ligne dit\u00a0: {seen}.',
      en: 'No header row was recognised; the first row says: {seen}.',
    },
    cure: {
      fr: 'La feuille «\u00a0Exigences\u00a0» doit porter les colonnes du modèle publié\u00a0: N°\u00a0exigence, Énoncé, Section…',
      en: 'The sheet “Exigences” must carry the columns of the published template: N° exigence, Énoncé, Section…',
    },
  },
  'column.missing': {
    level: 'error',
    message: { fr: 'La colonne obligatoire «\u00a0{name}\u00a0» manque.', en: 'The required column “{name}” is missing.' },
    cure: {
      fr: 'Ajoutez la colonne, ou rendez-lui le nom du modèle publié.',
      en: 'Add the column, or give it back the name of the published template.',
    },
  },
  'column.absent': {
    level: 'warning',
    message: { fr: 'La colonne «\u00a0{name}\u00a0» est absente\u00a0: {effect}.', en: 'The column “{name}” is absent: {effect}.' },
    cure: { fr: 'Ajoutez-la si le référentiel en a besoin.', en: 'Add it if the package needs it.' },
  },
  'column.renamed': {
    level: 'info',
    message: {
      fr: 'La colonne «\u00a0{header}\u00a0» a été lue comme «\u00a0{name}\u00a0».',
      en: 'The column “{header}” was read as “{name}”.',
    },
    cure: nothingToDo,
  },
  'column.unknown': {
    level: 'warning',
    message: {
      fr: 'La colonne «\u00a0{header}\u00a0» est inconnue et n’a pas été lue.',
      en: 'The column “{header}” is unknown and was not read.',
    },
    cure: { fr: 'Renommez-la si elle porte une donnée du modèle publié.', en: 'Rename it if it carries data of the published template.' },
  },
  'column.repeated': {
    level: 'warning',
    message: {
      fr: 'La colonne «\u00a0{header}\u00a0» apparaît deux fois\u00a0: la première est lue.',
      en: 'The column “{header}” appears twice: the first is read.',
    },
    cure: { fr: 'Supprimez la seconde.', en: 'Remove the second.' },
  },
  'row.not_for_publication': {
    level: 'info',
    message: {
      fr: 'Ligne non retenue\u00a0: «\u00a0bon pour publication\u00a0» vaut «\u00a0{value}\u00a0».',
      en: 'Row not taken: “bon pour publication” is “{value}”.',
    },
    cure: { fr: 'Mettez OUI si l’exigence doit être publiée.', en: 'Write OUI if the requirement is to be published.' },
  },
  'row.without_number': {
    level: 'error',
    message: { fr: 'Ligne non retenue\u00a0: le numéro d’exigence manque.', en: 'Row not taken: the requirement number is missing.' },
    cure: { fr: 'Donnez un numéro à l’exigence.', en: 'Give the requirement a number.' },
  },
  'row.without_statement': {
    level: 'error',
    message: { fr: 'Ligne non retenue\u00a0: l’énoncé de {number} manque.', en: 'Row not taken: the statement of {number} is missing.' },
    cure: {
      fr: 'Écrivez l’énoncé\u202f; si la cellule contient une formule, collez-y sa valeur.',
      en: 'Write the statement; if the cell holds a formula, paste its value instead.',
    },
  },
  'row.without_profile': {
    level: 'error',
    message: {
      fr: 'Ligne non retenue\u00a0: {number} est conditionnelle mais n’a pas de profil.',
      en: 'Row not taken: {number} is conditional but has no profile.',
    },
    cure: {
      fr: 'Indiquez le profil, ou mettez NON dans «\u00a0Exigence conditionnelle\u00a0».',
      en: 'Give the profile, or write NON in “Exigence conditionnelle”.',
    },
  },
  'row.too_long': {
    level: 'error',
    message: {
      fr: 'Ligne non retenue\u00a0: un texte dépasse {limit} caractères.',
      en: 'Row not taken: a text exceeds {limit} characters.',
    },
    cure: { fr: 'Raccourcissez le texte, ou répartissez-le.', en: 'Shorten the text, or split it.' },
  },
  'row.continues': {
    level: 'info',
    message: {
      fr: 'Ligne sans numéro\u00a0: lue comme la suite de {number} (cellules fusionnées).',
      en: 'Row without number: read as the continuation of {number} (merged cells).',
    },
    cure: { fr: 'Répétez le numéro sur chaque ligne pour lever le doute.', en: 'Repeat the number on each row to remove the doubt.' },
  },
  'row.adds_nothing': {
    level: 'warning',
    message: { fr: 'Cette ligne répète {number} sans rien y ajouter.', en: 'This row repeats {number} and adds nothing.' },
    cure: { fr: 'Supprimez la ligne en double.', en: 'Remove the repeated row.' },
  },
  'requirement.number_repeated': {
    level: 'warning',
    message: {
      fr: 'Le numéro {number} désigne deux exigences différentes\u00a0: celle-ci reçoit la clé {key}.',
      en: 'The number {number} names two different requirements: this one gets the key {key}.',
    },
    cure: { fr: 'Donnez un numéro propre à chacune dans la prochaine version.', en: 'Give each its own number in the next version.' },
  },
  'requirement.number_unusual': {
    level: 'warning',
    message: {
      fr: 'Le numéro {number} ne suit pas la grammaire des numéros d’exigence.',
      en: 'The number {number} does not follow the grammar of requirement numbers.',
    },
    cure: {
      fr: 'Il est gardé tel quel\u202f; vérifiez qu’il n’est pas provisoire.',
      en: 'It is kept as it is; check that it is not a placeholder.',
    },
  },
  'requirement.attribute_differs': {
    level: 'warning',
    message: {
      fr: '{number}\u00a0: «\u00a0{name}\u00a0» diffère d’une ligne à l’autre\u202f; la première valeur est gardée.',
      en: '{number}: “{name}” differs between rows; the first value is kept.',
    },
    cure: {
      fr: 'Écrivez la même valeur sur toutes les lignes de l’exigence.',
      en: 'Write the same value on every row of the requirement.',
    },
  },
  'requirement.obligation_guessed': {
    level: 'warning',
    message: {
      fr: '{number}\u00a0: nature «\u00a0{value}\u00a0» inconnue, lue comme «\u00a0{guess}\u00a0» d’après l’énoncé.',
      en: '{number}: unknown nature “{value}”, read as “{guess}” from the statement.',
    },
    cure: { fr: 'Écrivez EXIGENCE ou PRECONISATION.', en: 'Write EXIGENCE or PRECONISATION.' },
  },
  'requirement.condition_contradicts': {
    level: 'warning',
    message: {
      fr: '{number}\u00a0: «\u00a0Exigence conditionnelle\u00a0» vaut {value} mais le profil est «\u00a0{profile}\u00a0»\u202f; le profil fait foi.',
      en: '{number}: “Exigence conditionnelle” is {value} but the profile is “{profile}”; the profile prevails.',
    },
    cure: {
      fr: 'NON va avec le profil Général, OUI avec un autre profil.',
      en: 'NON goes with the profile Général, OUI with another profile.',
    },
  },
  'requirement.profile_assumed': {
    level: 'warning',
    message: { fr: '{number}\u00a0: profil vide, lu comme Général.', en: '{number}: empty profile, read as Général.' },
    cure: { fr: 'Écrivez Général.', en: 'Write Général.' },
  },
  'profile.question_drafted': {
    level: 'info',
    message: {
      fr: 'Le profil «\u00a0{label}\u00a0» n’a pas de question connue\u00a0: une question a été proposée.',
      en: 'The profile “{label}” has no known question: one was drafted.',
    },
    cure: { fr: 'Relisez la question avant de publier.', en: 'Read the question before publishing.' },
  },
  'section.without_prefix': {
    level: 'warning',
    message: {
      fr: 'La section «\u00a0{value}\u00a0» n’est pas de la forme «\u00a0ID_Libellé\u00a0».',
      en: 'The section “{value}” is not of the form “ID_Label”.',
    },
    cure: { fr: 'Écrivez l’identifiant, un trait bas, puis le libellé.', en: 'Write the id, an underscore, then the label.' },
  },
  'section.guessed': {
    level: 'warning',
    message: {
      fr: '{number}\u00a0: section absente, déduite du numéro\u00a0: {section}.',
      en: '{number}: no section, deduced from the number: {section}.',
    },
    cure: { fr: 'Remplissez la section.', en: 'Fill in the section.' },
  },
  'section.label_differs': {
    level: 'info',
    message: {
      fr: 'La section {section} porte deux libellés\u202f; le premier est gardé.',
      en: 'The section {section} has two labels; the first is kept.',
    },
    cure: { fr: 'Unifiez les libellés.', en: 'Use one label.' },
  },
  'scenario.number_repeated': {
    level: 'warning',
    message: {
      fr: 'Le scénario {number} a deux textes différents\u00a0: celui-ci reçoit la clé {key}.',
      en: 'The scenario {number} has two different texts: this one gets the key {key}.',
    },
    cure: { fr: 'Donnez un numéro propre à chacun.', en: 'Give each its own number.' },
  },
  'scenario.without_number': {
    level: 'warning',
    message: {
      fr: '{number}\u00a0: scénario sans numéro\u202f; il reçoit la clé {key}.',
      en: '{number}: scenario without number; it gets the key {key}.',
    },
    cure: { fr: 'Numérotez le scénario.', en: 'Number the scenario.' },
  },
  'scenario.without_text': {
    level: 'warning',
    message: {
      fr: '{number}\u00a0: le scénario {scenario} n’a pas de texte\u202f; il n’est pas retenu, ses preuves sont rattachées à l’exigence.',
      en: '{number}: scenario {scenario} has no text; it is not taken, its evidence goes to the requirement.',
    },
    cure: { fr: 'Écrivez le scénario, ou retirez son numéro.', en: 'Write the scenario, or remove its number.' },
  },
  'scenario.does_not_nest': {
    level: 'warning',
    message: {
      fr: 'Le numéro de scénario {scenario} ne prolonge pas {number}.',
      en: 'The scenario number {scenario} does not extend {number}.',
    },
    cure: { fr: 'Numérotez le scénario d’après son exigence.', en: 'Number the scenario after its requirement.' },
  },
  'evidence.without_number': {
    level: 'warning',
    message: {
      fr: '{number}\u00a0: preuve sans numéro\u202f; elle reçoit la clé {key}.',
      en: '{number}: evidence without number; it gets the key {key}.',
    },
    cure: { fr: 'Numérotez la preuve.', en: 'Number the evidence.' },
  },
  'evidence.without_text': {
    level: 'warning',
    message: {
      fr: 'La preuve {evidence} n’a pas de texte\u202f; elle n’est pas retenue.',
      en: 'Evidence {evidence} has no text; it is not taken.',
    },
    cure: { fr: 'Écrivez ce qui est attendu, ou retirez le numéro.', en: 'Write what is expected, or remove the number.' },
  },
  'evidence.number_repeated': {
    level: 'warning',
    message: {
      fr: 'Le numéro {evidence} désigne deux preuves\u00a0: celle-ci reçoit la clé {key}.',
      en: 'The number {evidence} names two evidence items: this one gets the key {key}.',
    },
    cure: { fr: 'Donnez un numéro propre à chacune.', en: 'Give each its own number.' },
  },
  'evidence.does_not_nest': {
    level: 'warning',
    message: {
      fr: 'Le numéro de preuve {evidence} ne prolonge pas {parent}.',
      en: 'The evidence number {evidence} does not extend {parent}.',
    },
    cure: { fr: 'Numérotez la preuve d’après son scénario.', en: 'Number the evidence after its scenario.' },
  },
  'evidence.kind_unknown': {
    level: 'info',
    message: {
      fr: 'La forme de la preuve {evidence} n’a pas été reconnue\u00a0: document, capture d’écran et vidéo sont acceptés.',
      en: 'The form of evidence {evidence} was not recognised: document, screenshot and video are accepted.',
    },
    cure: { fr: 'Précisez la forme attendue avant de publier.', en: 'Say which form is expected before publishing.' },
  },
  'text.markup_removed': {
    level: 'info',
    message: { fr: 'Des balises HTML ont été retirées du texte.', en: 'HTML tags were removed from the text.' },
    cure: { fr: 'Relisez la mise en forme du texte.', en: 'Read the layout of the text again.' },
  },
  'version.frozen': {
    level: 'error',
    message: {
      fr: 'La version {version} est figée\u00a0: rien n’a été enregistré.',
      en: 'Version {version} is frozen: nothing was saved.',
    },
    cure: { fr: 'Importez le fichier sous un autre numéro de version.', en: 'Import the file under another version number.' },
  },
  'document.not_an_object': {
    level: 'error',
    message: {
      fr: 'Le document n’est pas un référentiel\u00a0: un objet est attendu.',
      en: 'The document is not a package: an object is expected.',
    },
    cure: fixFile,
  },
  'document.syntax': {
    level: 'error',
    message: { fr: 'Erreur de syntaxe\u00a0: {detail}.', en: 'Syntax error: {detail}.' },
    cure: fixFile,
  },
  'document.alias': {
    level: 'error',
    message: {
      fr: 'Les ancres et alias YAML ne sont pas admis dans un référentiel.',
      en: 'YAML anchors and aliases are not allowed in a package.',
    },
    cure: { fr: 'Répétez la valeur.', en: 'Repeat the value.' },
  },
  'document.tag': {
    level: 'error',
    message: { fr: 'L’étiquette YAML {tag} n’est pas admise.', en: 'The YAML tag {tag} is not allowed.' },
    cure: {
      fr: 'N’utilisez que des objets, listes, textes, entiers et booléens.',
      en: 'Use only objects, lists, texts, integers and booleans.',
    },
  },
  'schema.required': {
    level: 'error',
    message: { fr: 'Il manque «\u00a0{name}\u00a0».', en: '“{name}” is missing.' },
    cure: { fr: 'Ajoutez ce membre.', en: 'Add this member.' },
  },
  'schema.unknown_member': {
    level: 'error',
    message: { fr: '«\u00a0{name}\u00a0» n’existe pas dans le format.', en: '“{name}” does not exist in the format.' },
    cure: { fr: 'Retirez-le ou corrigez son nom.', en: 'Remove it or correct its name.' },
  },
  'schema.type': {
    level: 'error',
    message: { fr: 'Une valeur de type {expected} est attendue.', en: 'A value of type {expected} is expected.' },
    cure: fixFile,
  },
  'schema.choice': {
    level: 'error',
    message: { fr: 'Valeur hors liste. Admises\u00a0: {allowed}.', en: 'Value not in the list. Allowed: {allowed}.' },
    cure: { fr: 'Choisissez l’une de ces valeurs.', en: 'Choose one of these values.' },
  },
  'schema.pattern': {
    level: 'error',
    message: { fr: 'La forme n’est pas celle attendue\u00a0: {pattern}.', en: 'The form is not the expected one: {pattern}.' },
    cure: fixFile,
  },
  'schema.size': {
    level: 'error',
    message: { fr: 'Taille ou valeur hors des bornes\u00a0: {bound}.', en: 'Size or value out of bounds: {bound}.' },
    cure: fixFile,
  },
  'schema.other': {
    level: 'error',
    message: { fr: 'La valeur ne respecte pas le format ({rule}).', en: 'The value does not follow the format ({rule}).' },
    cure: fixFile,
  },
  'schema.unknown_kind': {
    level: 'error',
    message: { fr: '«\u00a0{value}\u00a0» n’est pas une valeur connue.', en: '“{value}” is not a known value.' },
    cure: {
      fr: 'Choisissez l’une des règles décrites par le schéma publié à /schemas/criteria-package.json.',
      en: 'Choose one of the rules described by the schema published at /schemas/criteria-package.json.',
    },
  },
  'key.repeated': {
    level: 'error',
    message: { fr: 'La clé «\u00a0{key}\u00a0» est utilisée deux fois.', en: 'The key “{key}” is used twice.' },
    cure: { fr: 'Donnez une clé propre à chaque élément.', en: 'Give each element its own key.' },
  },
  'reference.dangling': {
    level: 'error',
    message: { fr: '«\u00a0{key}\u00a0» ne désigne aucun élément du référentiel.', en: '“{key}” names no element of the package.' },
    cure: { fr: 'Corrigez la clé, ou ajoutez l’élément.', en: 'Correct the key, or add the element.' },
  },
  'date.unknown': {
    level: 'error',
    message: { fr: 'Le {date} n’existe pas.', en: 'There is no {date}.' },
    cure: { fr: 'Écrivez une date du calendrier, comme 2027-03-31.', en: 'Write a date of the calendar, such as 2027-03-31.' },
  },
  'date.reversed': {
    level: 'error',
    message: { fr: 'La fin ({until}) précède le début ({from}).', en: 'The end ({until}) precedes the beginning ({from}).' },
    cure: { fr: 'Corrigez l’une des deux dates.', en: 'Correct one of the two dates.' },
  },
  'step.outside_scenario': {
    level: 'error',
    message: {
      fr: 'L’étape sert «\u00a0{key}\u00a0», que son scénario ne vérifie pas.',
      en: 'The step serves “{key}”, which its scenario does not verify.',
    },
    cure: { fr: 'Ajoutez cette exigence à la liste du scénario.', en: 'Add this requirement to the list of the scenario.' },
  },
  'evidence.outside_scenario': {
    level: 'error',
    message: {
      fr: 'La preuve sert «\u00a0{key}\u00a0», que son scénario ne vérifie pas.',
      en: 'The evidence serves “{key}”, which its scenario does not verify.',
    },
    cure: {
      fr: 'Ajoutez cette exigence au scénario, ou retirez le scénario de la preuve.',
      en: 'Add this requirement to the scenario, or remove the scenario from the evidence.',
    },
  },
  'evidence.without_form': {
    level: 'error',
    message: {
      fr: 'La preuve n’admet ni forme de fichier ni référence.',
      en: 'The evidence allows neither a form of file nor a reference.',
    },
    cure: {
      fr: 'Choisissez au moins une forme de fichier («\u00a0kinds\u00a0»), ou une référence («\u00a0referenceKind\u00a0»).',
      en: 'Choose at least one form of file (“kinds”), or a reference (“referenceKind”).',
    },
  },
  'section.unused': {
    level: 'warning',
    message: { fr: 'La section «\u00a0{key}\u00a0» n’a aucune exigence.', en: 'The section “{key}” has no requirement.' },
    cure: { fr: 'Retirez-la, ou ajoutez ses exigences.', en: 'Remove it, or add its requirements.' },
  },
  'profile.unused': {
    level: 'warning',
    message: {
      fr: 'Le profil «\u00a0{key}\u00a0» n’est utilisé par aucune exigence.',
      en: 'The profile “{key}” is used by no requirement.',
    },
    cure: { fr: 'Retirez-le\u00a0: sa question serait posée pour rien.', en: 'Remove it: its question would be asked for nothing.' },
  },
  'must.without_evidence': {
    level: 'warning',
    message: {
      fr: 'L’exigence «\u00a0{key}\u00a0» n’attend aucune preuve\u00a0: la réponse de l’éditeur suffira.',
      en: 'Requirement “{key}” expects no evidence: the answer of the vendor will be enough.',
    },
    cure: { fr: 'Ajoutez une preuve attendue, si une preuve est possible.', en: 'Add an expected evidence, if one is possible.' },
  },
  'number.repeated': {
    level: 'warning',
    message: { fr: 'Le numéro imprimé «\u00a0{number}\u00a0» sert deux fois.', en: 'The printed number “{number}” is used twice.' },
    cure: { fr: 'Donnez un numéro propre à chaque exigence.', en: 'Give each requirement its own number.' },
  },
  'english.missing': {
    level: 'warning',
    message: {
      fr: 'L’énoncé de «\u00a0{key}\u00a0» n’est pas traduit en anglais.',
      en: 'The statement of “{key}” is not translated into English.',
    },
    cure: {
      fr: 'Écrivez sa traduction\u00a0: le reste du référentiel en a une.',
      en: 'Write its translation: the rest of the package has one.',
    },
  },
  'lineage.dangling': {
    level: 'error',
    message: {
      fr: '«\u00a0{key}\u00a0» n’existe pas dans la version {version} de {package}.',
      en: '“{key}” does not exist in version {version} of {package}.',
    },
    cure: { fr: 'Corrigez l’origine de l’exigence, ou retirez-la.', en: 'Correct the origin of the requirement, or remove it.' },
  },
  'import.left_out': {
    level: 'info',
    message: {
      fr: 'Éléments «\u00a0{member}\u00a0» non repris\u00a0: {count}.',
      en: 'Items “{member}” not taken over: {count}.',
    },
    cure: nothingToDo,
  },
  'oscal.param_unresolved': {
    level: 'warning',
    message: {
      fr: 'Le paramètre {id} n’est défini nulle part\u00a0: son nom reste entre crochets.',
      en: 'The parameter {id} is defined nowhere: its name stays in brackets.',
    },
    cure: { fr: 'Écrivez sa valeur dans le texte.', en: 'Write its value in the text.' },
  },
  'oscal.param_circular': {
    level: 'warning',
    message: {
      fr: 'Le paramètre {id} se définit par lui-même\u00a0: son nom reste entre crochets.',
      en: 'The parameter {id} is defined by itself: its name stays in brackets.',
    },
    cure: { fr: 'Écrivez sa valeur dans le catalogue.', en: 'Write its value in the catalog.' },
  },
  'oscal.param_open': {
    level: 'info',
    message: {
      fr: 'Paramètres sans valeur\u00a0: {count}. Leurs choix ou leur libellé sont entre crochets.',
      en: 'Parameters without value: {count}. Their choices or label stand in brackets.',
    },
    cure: { fr: 'Fixez leur valeur avant de publier.', en: 'Set their values before publishing.' },
  },
  'oscal.param_too_many': {
    level: 'warning',
    message: {
      fr: 'Les paramètres se remplacent trop de fois\u00a0: les derniers restent entre crochets.',
      en: 'Parameters replace each other too many times: the last ones stay in brackets.',
    },
    cure: { fr: 'Importez un catalogue résolu.', en: 'Import a resolved catalog.' },
  },
  'audit.empty': {
    level: 'error',
    message: { fr: 'Aucun critère évalué n’a été trouvé dans ce fichier.', en: 'No assessed criterion was found in this file.' },
    cure: {
      fr: 'Donnez le tableur officiel rempli, ou une liste de numéros et de statuts (JSON, CSV).',
      en: 'Give the official workbook, filled in, or a list of numbers and statuses (JSON, CSV).',
    },
  },
  'audit.unknown_status': {
    level: 'error',
    message: {
      fr: 'Critère {number}\u00a0: le statut «\u00a0{status}\u00a0» n’est pas connu, ou le numéro se répète.',
      en: 'Criterion {number}: the status “{status}” is not known, or the number is repeated.',
    },
    cure: {
      fr: 'Écrivez Validé, En cours, Non validé, Non applicable ou À évaluer, une fois par critère.',
      en: 'Write Validé, En cours, Non validé, Non applicable or À évaluer, once per criterion.',
    },
  },
  'audit.unknown_number': {
    level: 'error',
    message: {
      fr: 'Le critère {number} n’existe pas dans l’édition {edition}.',
      en: 'Criterion {number} does not exist in edition {edition}.',
    },
    cure: { fr: 'Vérifiez le numéro, ou l’édition du référentiel.', en: 'Check the number, or the edition of the framework.' },
  },
  'audit.always_applies': {
    level: 'error',
    message: {
      fr: 'Critère {number}\u00a0: il s’applique à tous les services et ne peut pas être «\u00a0Non applicable\u00a0»\u202f; il compte comme non validé.',
      en: 'Criterion {number}: it applies to every service and cannot be “not applicable”; it counts as not validated.',
    },
    cure: { fr: 'Évaluez ce critère.', en: 'Assess this criterion.' },
  },
  ...mappingFindings,
} satisfies Record<string, FindingText>;

/** Codes of the remarks an import or a validation may make. */
export type FindingCode = keyof typeof table;

/** Every remark: its level, its sentence and its cure, in both languages. */
export const findingMessages: Readonly<Record<FindingCode, FindingText>> = table;

/** Makes a remark from its code, its place and the values of its sentence. */
export function finding(code: FindingCode, where: Partial<Pick<Finding, 'path' | 'row' | 'column'>> = {}, params: Params = {}): Finding {
  const { level, message, cure } = findingMessages[code];
  return {
    path: where.path ?? '',
    row: where.row ?? null,
    column: where.column ?? null,
    level,
    code,
    message: filled(message, params),
    cure: filled(cure, params),
  };
}
