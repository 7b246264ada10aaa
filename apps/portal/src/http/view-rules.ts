import Handlebars from 'handlebars';
import { isBadge, isIcon } from './icons.js';
import type { PageTexts } from './view-helpers.js';

/** What exists, to check a template against. */
export interface KnownParts {
  readonly partials: readonly string[];
  readonly helpers: readonly string[];
  readonly texts: PageTexts;
}

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

const builtIn = ['if', 'unless', 'each', 'with', 'lookup'];

/** Whether a text, or its forms by number, is in the table. */
function hasText(texts: PageTexts, key: string): boolean {
  return Object.hasOwn(texts, key) || Object.hasOwn(texts, `${key}.other`);
}

class Inspector extends Handlebars.Visitor {
  readonly problems: string[] = [];

  constructor(
    private readonly name: string,
    private readonly known: KnownParts,
  ) {
    super();
  }

  private refuse(node: hbs.AST.Node, what: string): void {
    this.problems.push(`${this.name}:${node.loc.start.line} ${what}`);
  }

  private checkLiteral(call: Call, helper: string, of: { is: (value: string) => boolean; what: string }): void {
    const [first] = call.params;
    if (!('original' in call.path) || call.path.original !== helper || first?.type !== 'StringLiteral') return;
    const { value } = first as hbs.AST.StringLiteral;
    if (!of.is(value)) this.refuse(call, `unknown ${of.what} “${value}”`);
  }

  private checkCall(call: Call): void {
    const { texts, partials, helpers } = this.known;
    const name = 'original' in call.path ? String(call.path.original) : '';
    if (call.type === 'MustacheStatement' && call.params.length === 0 && helpers.includes(name) && !name.includes('.')) {
      this.refuse(call, `“${name}” is a helper: write this.${name} for a field of the view`);
    }
    const isCall = call.params.length > 0 || call.hash !== undefined || call.type !== 'MustacheStatement';
    if (isCall && ![...helpers, ...builtIn].includes(name) && call.type !== 'BlockStatement') this.refuse(call, `unknown helper “${name}”`);
    this.checkLiteral(call, 't', { is: (key) => hasText(texts, key), what: 'text' });
    this.checkLiteral(call, 'icon', { is: isIcon, what: 'icon' });
    this.checkLiteral(call, 'badge', { is: isBadge, what: 'badge' });
    this.checkLiteral(call, 'wrap', { is: (partial) => partials.includes(partial), what: 'partial' });
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) this.refuse(mustache, 'prints unescaped text');
    this.checkCall(mustache);
    super.MustacheStatement(mustache);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.checkCall(block);
    super.BlockStatement(block);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.checkCall(expression);
    super.SubExpression(expression);
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const name = 'original' in partial.name ? String(partial.name.original) : '';
    if (partial.name.type === 'PathExpression' && !this.known.partials.includes(name)) this.refuse(partial, `unknown partial “${name}”`);
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.refuse(partial, 'uses a partial block: write {{#wrap "name"}}, which keeps the data of the page');
  }

  override ContentStatement(content: hbs.AST.ContentStatement): void {
    if (/<(script(?![^>]*\ssrc=)|style)\b|\sstyle\s*=|\son[a-z]+\s*=/i.test(content.value))
      this.refuse(content, 'has an inline script or style');
  }
}

/** The rules of a template: nothing unescaped or inline, and only parts and texts that exist. Gives one line per breach. */
export function inspectTemplate(name: string, source: string, known: KnownParts): string[] {
  const inspector = new Inspector(name, known);
  inspector.accept(Handlebars.parse(source));
  return inspector.problems;
}
