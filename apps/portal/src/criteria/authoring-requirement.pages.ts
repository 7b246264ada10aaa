import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import {
  afterRemoval,
  DraftingQueries,
  DraftingService,
  find,
  nextKey,
  requirementDefaults,
  type PackageVersion,
  type Requirement,
} from '#criteria';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { AuthoringDesk, shownForm, type Shown } from './authoring-desk.js';
import { CopyForm, DraftForm, MergeForm, MoveForm, RequirementForm, SplitForm } from './authoring.dto.js';
import { authoringPages } from './authoring.messages.js';
import { draftPath, elementPath } from './authoring-places.view.js';
import {
  aroundView,
  keysOf,
  lastKeyOf,
  mergeGroups,
  relationLabel,
  requirementAside,
  requirementGroups,
  splitGroups,
} from './authoring-requirement.view.js';
import { removalView } from './authoring-tree.view.js';
import { requirementValues } from './authoring-values.view.js';
import { shown } from './criteria.view.js';
import { readRequirement } from './read-authoring.js';

/** The requirements of a draft: written, moved, duplicated, split, merged, removed. */
@Access('criteria_editor')
@Controller('/agence/referentiels/:id/redaction/exigences')
export class AuthoringRequirementPages {
  private readonly desk: AuthoringDesk;

  constructor(
    drafting: DraftingService,
    private readonly queries: DraftingQueries,
  ) {
    this.desk = new AuthoringDesk(drafting, queries);
  }

  @Get('nouvelle')
  async fresh(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('section') section: unknown,
    @Req() request: PortalRequest,
  ): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    return this.newPage(ctx, draft, { values: this.blank(draft, section), flash: request.known.flash });
  }

  @Post()
  async add(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: RequirementForm): Promise<Redirect | Page> {
    const requirement = { ...readRequirement(form), derivedFrom: [] };
    const edit = { kind: 'requirement.add', requirement } as const;
    return this.desk.submit(ctx, id, {
      form,
      edit,
      done: elementPath(id, 'exigences', requirement.key),
      show: (draft, more) => this.newPage(ctx, draft, more),
    });
  }

  @Post('deplacer')
  async move(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { key, by, version }: MoveForm): Promise<Redirect> {
    const draft = await this.queries.draft(ctx, id);
    const { section } = find(draft.content, 'requirements', key);
    const back = draftPath(id, `?section=${encodeURIComponent(section)}#${encodeURIComponent(key)}`);
    return this.desk.apply(ctx, id, { version, edit: { kind: 'requirement.move', key, by }, done: back });
  }

  @Get(':key')
  async one(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Req() request: PortalRequest,
  ): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const requirement = find(draft.content, 'requirements', key);
    return this.formPage(ctx, draft, requirement, { values: requirementValues(requirement), flash: request.known.flash });
  }

  @Post(':key')
  async change(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() form: RequirementForm,
  ): Promise<Redirect | Page> {
    const { key: _, ...facts } = readRequirement({ ...form, key });
    return this.desk.submit(ctx, id, {
      form: { ...form, key },
      edit: { kind: 'requirement.change', key, facts },
      done: elementPath(id, 'exigences', key),
      show: (draft, more) => this.formPage(ctx, draft, find(draft.content, 'requirements', key), more),
      valuesIn: (content) => requirementValues(find(content, 'requirements', key)),
      list: 'requirements',
    });
  }

  @Post(':key/dupliquer')
  async copy(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() form: CopyForm,
  ): Promise<Redirect> {
    const edit = { kind: 'requirement.copy', key, as: form.key } as const;
    return this.desk.apply(ctx, id, { version: form.version, edit, done: elementPath(id, 'exigences', form.key) });
  }

  @Get(':key/scinder')
  async split(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Req() request: PortalRequest,
  ): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const one = find(draft.content, 'requirements', key);
    const { statementFr, statementEn } = requirementValues(one);
    const proposed = nextKey(keysOf(draft.content), lastKeyOf(draft.content, one.section), one.section);
    const form = formOf({ statementFr, statementEn, key: proposed, sharing: 'true' }, request.known.flash);
    const [heading, groups] = [authoringPages['authoring.split'], splitGroups(one, form, ctx.locale)];
    const more = { groups, lead: authoringPages['authoring.split.lead'], submit: authoringPages['authoring.split.submit'] };
    return this.desk.formPage(ctx, draft, {
      heading,
      key,
      back: elementPath(id, 'exigences', key),
      rest: `/exigences/${encodeURIComponent(key)}/scinder`,
      ...more,
    });
  }

  @Post(':key/scinder')
  async splitNow(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() form: SplitForm,
  ): Promise<Redirect> {
    const text = (fr: string, en: string) => ({ fr, ...(en !== '' && { en }) });
    const title = form.secondTitleFr === '' && form.secondTitleEn === '' ? null : text(form.secondTitleFr, form.secondTitleEn);
    const edit = {
      kind: 'requirement.split',
      key,
      first: { statement: text(form.statementFr, form.statementEn) },
      second: { key: form.key, number: form.number || form.key, title, statement: text(form.secondFr, form.secondEn) },
      sharing: form.sharing,
    } as const;
    const place = (await this.queries.draft(ctx, id)).content.requirements.findIndex((one) => one.key === key);
    const second = (field: string, at: { place: number }) =>
      at.place === place ? field : field.replace(/^title/, 'secondTitle').replace(/^statement/, 'second');
    return this.desk.apply(ctx, id, { version: form.version, edit, done: elementPath(id, 'exigences', form.key), rename: second });
  }

  @Get(':key/fusionner')
  async merge(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Req() request: PortalRequest,
  ): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const one = find(draft.content, 'requirements', key);
    const { titleFr, titleEn, statementFr, statementEn } = requirementValues(one);
    const groups = mergeGroups(draft.content, one, formOf({ titleFr, titleEn, statementFr, statementEn }, request.known.flash), ctx.locale);
    const more = {
      groups,
      lead: say(authoringPages['authoring.merge.lead'], ctx.locale, { key }),
      submit: authoringPages['authoring.merge.submit'],
    };
    const rest = `/exigences/${encodeURIComponent(key)}/fusionner`;
    return this.desk.formPage(ctx, draft, {
      heading: authoringPages['authoring.merge'],
      key,
      back: elementPath(id, 'exigences', key),
      rest,
      ...more,
    });
  }

  @Post(':key/fusionner')
  async mergeNow(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() form: MergeForm,
  ): Promise<Redirect> {
    const text = (fr: string, en: string) => ({ fr, ...(en !== '' && { en }) });
    const title = form.titleFr === '' && form.titleEn === '' ? null : text(form.titleFr, form.titleEn);
    const facts = { title, statement: text(form.statementFr, form.statementEn) };
    const edit = { kind: 'requirement.merge', key, other: form.other, facts } as const;
    return this.desk.apply(ctx, id, { version: form.version, edit, done: elementPath(id, 'exigences', key) });
  }

  @Get(':key/retirer')
  async removal(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const view = removalView(draft, { folder: 'exigences', key }, afterRemoval(draft.content, key), ctx.locale);
    return page('criteria/authoring-remove', view, this.desk.options(draft, key));
  }

  @Post(':key/retirer')
  async remove(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() { version }: DraftForm,
  ): Promise<Redirect> {
    const { content } = await this.queries.draft(ctx, id);
    const { section } = find(content, 'requirements', key);
    const done = draftPath(id, `?section=${encodeURIComponent(section)}`);
    return this.desk.apply(ctx, id, { version, edit: { kind: 'requirement.remove', key }, done, removed: key });
  }

  private blank({ content }: PackageVersion, wanted: unknown) {
    const section = content.sections.find(({ key }) => key === wanted)?.key ?? content.sections[0].key;
    const key = nextKey(keysOf(content), lastKeyOf(content, section), section);
    const empty: Requirement = {
      ...requirementDefaults,
      key,
      number: '',
      section,
      domain: content.domain,
      obligation: 'must',
      statement: { fr: '' },
    };
    return requirementValues(empty);
  }

  private async newPage(ctx: Ctx, draft: PackageVersion, more: Shown): Promise<Page> {
    const form = shownForm(more);
    const back = draftPath(draft.id, `?section=${encodeURIComponent(String(more.values.section ?? ''))}`);
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.add.requirement'],
      groups: requirementGroups(draft.content, form, ctx.locale, true),
      rest: '/exigences',
      back,
      mayCheck: true,
    });
  }

  private async formPage(ctx: Ctx, draft: PackageVersion, one: Requirement, more: Shown): Promise<Page> {
    const base = (await this.queries.base(ctx, draft))?.content ?? null;
    const form = shownForm(more);
    const relation = one.derivedFrom.find((link) => base !== null && link.package === base.code && link.version === base.version)?.relation;
    const place = draft.content.requirements.indexOf(one);
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: shown(one.title ?? { fr: one.number, en: one.number }, ctx.locale).text,
      key: one.key,
      relation: relation === undefined ? null : relationLabel(relation),
      prefix: `/requirements/${place}`,
      groups: requirementGroups(draft.content, form, ctx.locale, false),
      rest: `/exigences/${encodeURIComponent(one.key)}`,
      back: draftPath(draft.id, `?section=${encodeURIComponent(one.section)}#${encodeURIComponent(one.key)}`),
      mayCheck: true,
      aside: requirementAside(draft, one, base, ctx.locale),
      around: aroundView(draft, one, ctx.locale),
    });
  }
}
