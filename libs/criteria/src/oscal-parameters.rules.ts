import { itemsOf, membersOf } from './document-members.rules.js';
import { finding, type Finding } from './finding.messages.js';
import { string, type OscalMembers } from './oscal-names.rules.js';

/** `{{ insert: param, ac-1_prm_1 }}`, and the shorter `{{ ac-1_prm_1 }}` of OSCAL before 1.0. */
const insertion = /\{\{\s*(?:insert:\s*param,\s*)?([^\s{}]{1,200})\s*\}\}/g;
const depthLimit = 8;
/** Longest text one insertion may grow to. */
const lengthLimit = 12_000;

interface Parameter {
  readonly text: string;
  readonly isOpen: boolean;
}

/** The parameters of a catalog: their values stand in the texts; what has no value reads as its choices or its label, in brackets. */
export class OscalParameters {
  private readonly known = new Map<string, Parameter>();
  private readonly unresolved = new Set<string>();
  private readonly circular = new Set<string>();
  private readonly open = new Set<string>();
  /** Insertions still allowed: values may name other parameters, and so on without end. */
  private room = 50_000;

  constructor(catalog: OscalMembers) {
    this.gather(catalog);
  }

  /** A text with its parameters filled in; never longer than a text of a package by their doing. */
  fill(prose: string, above: readonly string[] = []): string {
    if (!prose.includes('{{')) return prose;
    const filled = prose.replace(insertion, (_, id: string) => {
      this.room -= 1;
      const parameter = this.known.get(id);
      if (parameter === undefined) this.unresolved.add(id);
      else if (above.includes(id)) this.circular.add(id);
      else if (parameter.isOpen) this.open.add(id);
      const isStopped = parameter === undefined || above.includes(id) || above.length >= depthLimit || this.room < 0;
      return isStopped ? `[${id}]` : this.fill(parameter.text, [...above, id]);
    });
    return above.length > 0 ? filled.slice(0, lengthLimit) : filled;
  }

  /** What was met while filling in: parameters that are nowhere, that name themselves, or that await a value. */
  findings(): Finding[] {
    return [
      ...[...this.unresolved].map((id) => finding('oscal.param_unresolved', {}, { id })),
      ...[...this.circular].map((id) => finding('oscal.param_circular', {}, { id })),
      ...(this.open.size > 0 ? [finding('oscal.param_open', {}, { count: this.open.size })] : []),
      ...(this.room < 0 ? [finding('oscal.param_too_many')] : []),
    ];
  }

  private gather(holder: OscalMembers): void {
    for (const one of itemsOf(holder.params)) {
      const param = membersOf(one);
      const id = string(param.id).trim();
      const values = itemsOf(param.values)
        .map(string)
        .filter((value) => value.trim() !== '')
        .join(', ');
      const choices = itemsOf(membersOf(param.select).choice).map(string).join(' ; ');
      this.known.set(id, { text: values || `[${choices || string(param.label).trim() || id}]`, isOpen: values === '' });
    }
    for (const inner of [...itemsOf(holder.groups), ...itemsOf(holder.controls)]) this.gather(membersOf(inner));
  }
}
