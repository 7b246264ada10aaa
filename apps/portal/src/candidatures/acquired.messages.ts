import { messages } from '#platform';

/** Texts of results acquired by equivalence. */
export const acquiredPages = messages({
  'acquired.title': { fr: 'Acquis par équivalence', en: 'Acquired by equivalence' },
  'acquired.live': {
    fr: 'Cette exigence est tenue pour conforme depuis le {date}\u00a0: il n’y a rien à déposer pour elle.',
    en: 'This requirement is held as conform since {date}: there is nothing to submit for it.',
  },
  'acquired.agency': {
    fr: 'Tenue pour conforme depuis le {date}, tant qu’aucun verdict n’est donné ici. Un verdict donné dans ce dossier l’emporte toujours.',
    en: 'Held as conform since {date}, as long as no verdict is given here. A verdict given in this file always wins.',
  },
  'acquired.offer': {
    fr: 'Une exigence déjà jugée conforme pour ce produit vaut pour celle-ci. Vous pouvez demander que le résultat soit acquis\u202f; sinon, répondez comme d’habitude.',
    en: 'A requirement already found conform for this product is worth this one. You may ask for the result to be acquired; otherwise, answer as usual.',
  },
  'acquired.lapsed': {
    fr: 'Le résultat acquis est tombé le {date}\u00a0: {reason}. L’exigence est de nouveau à tenir.',
    en: 'The acquired result lapsed on {date}: {reason}. The requirement is to be held again.',
  },
  'acquired.from': { fr: 'Jugé conforme le {date}\u00a0:', en: 'Found conform on {date}:' },
  'acquired.step': { fr: '{sources} {relation} {target}', en: '{sources} {relation} {target}' },
  'acquired.node': { fr: '{key} ({package} {version})', en: '{key} ({package} {version})' },
  'acquired.and': { fr: ' et ', en: ' and ' },
  'acquired.ask': { fr: 'Demander ce résultat', en: 'Ask for this result' },
  'acquired.renounce': { fr: 'Y renoncer et répondre', en: 'Give it up and answer' },
  'acquired.recheck': { fr: 'Revérifier', en: 'Check again' },
  'acquired.done': { fr: 'Le résultat est acquis par équivalence.', en: 'The result is acquired by equivalence.' },
  'acquired.renounced': { fr: 'Vous y avez renoncé\u00a0: répondez à l’exigence.', en: 'You gave it up: answer the requirement.' },
  'acquired.holds': {
    fr: 'Recalculé à l’instant à partir des mêmes pièces\u00a0: le résultat tient.',
    en: 'Computed again just now from the same inputs: the result holds.',
  },
  'acquired.fails': {
    fr: 'Recalculé à l’instant\u00a0: le résultat ne tient plus ({reason}). Il tombe de lui-même dans les minutes qui suivent.',
    en: 'Computed again just now: the result no longer holds ({reason}). It lapses by itself within minutes.',
  },
  'acquired.after-decision': { fr: 'Résultats acquis tombés après la décision', en: 'Acquired results that lapsed after the decision' },
  'acquired.after-decision.text': {
    fr: 'Ces décisions reposaient sur un résultat qui ne tient plus. Elles restent en vigueur\u00a0: à vous de voir s’il faut agir sur le certificat.',
    en: 'These decisions rested on a result that no longer holds. They stay in force: see whether to act on the certificate.',
  },
  'acquired.candidature': { fr: 'Candidature', en: 'Application' },
  'acquired.requirement': { fr: 'Exigence', en: 'Requirement' },
  'acquired.reason': { fr: 'Cause', en: 'Cause' },
  'acquired.on': { fr: 'Le', en: 'On' },
});
