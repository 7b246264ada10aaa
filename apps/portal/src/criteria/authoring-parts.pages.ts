import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { DraftingQueries, DraftingService, find, type PackageVersion } from '#criteria';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { AuthoringDesk, shownForm, type Shown } from './authoring-desk.js';
import { KeyForm, MoveForm, ProfileForm, SectionForm } from './authoring.dto.js';
import { authoringPages } from './authoring.messages.js';
import { profileGroups, sectionGroups } from './authoring-parts.view.js';
import { draftPath } from './authoring-places.view.js';
import { partsView } from './authoring-tree.view.js';
import { profileValues, sectionValues } from './authoring-values.view.js';
import { readProfile, readSection } from './read-authoring.js';

/** The sections of a draft: added, renamed, ordered, removed when empty. */
@Access('criteria_editor')
@Controller('/agence/referentiels/:id/redaction/sections')
export class AuthoringSectionPages {
  private readonly desk: AuthoringDesk;

  constructor(
    drafting: DraftingService,
    private readonly queries: DraftingQueries,
  ) {
    this.desk = new AuthoringDesk(drafting, queries);
  }

  @Get()
  @Access('signed-in')
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Req() { known }: PortalRequest): Promise<Page> {
    const draft = await this.queries.draft(ctx, id);
    const findings = await this.queries.findings(ctx, draft.content);
    const groups = sectionGroups(shownForm({ values: {}, flash: known.flash }), ctx.locale, true);
    const view = {
      ...partsView({ draft, findings, actor: ctx.actor, locale: ctx.locale }, 'sections'),
      groups,
      action: draftPath(id, '/sections'),
    };
    return page('criteria/authoring-parts', view, this.desk.options(draft, authoringPages['authoring.menu.sections']));
  }

  @Post()
  async add(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: SectionForm): Promise<Redirect> {
    const edit = { kind: 'section.add', section: readSection(form) } as const;
    return this.desk.apply(ctx, id, { version: form.version, edit, done: draftPath(id, '/sections') });
  }

  @Post('deplacer')
  move(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { key, by, version }: MoveForm): Promise<Redirect> {
    return this.desk.apply(ctx, id, { version, edit: { kind: 'section.move', key, by }, done: draftPath(id, '/sections') });
  }

  @Post('retirer')
  remove(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { key, version }: KeyForm): Promise<Redirect> {
    return this.desk.apply(ctx, id, { version, edit: { kind: 'section.remove', key }, done: draftPath(id, '/sections'), removed: key });
  }

  @Get(':key')
  async one(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Req() { known }: PortalRequest) {
    const draft = await this.desk.open(ctx, id);
    return this.formPage(ctx, draft, { key, values: sectionValues(find(draft.content, 'sections', key)), flash: known.flash });
  }

  @Post(':key')
  change(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Body() form: SectionForm) {
    const { title } = readSection(form);
    return this.desk.submit(ctx, id, {
      form,
      edit: { kind: 'section.change', key, facts: { title } },
      done: draftPath(id, '/sections'),
      show: (draft, more) => this.formPage(ctx, draft, { ...more, key }),
      valuesIn: (content) => sectionValues(find(content, 'sections', key)),
    });
  }

  private formPage(ctx: Ctx, draft: PackageVersion, more: Shown & { readonly key: string }): Promise<Page> {
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.section'],
      prefix: `/sections/${draft.content.sections.findIndex(({ key }) => key === more.key)}`,
      groups: sectionGroups(shownForm(more), ctx.locale, false),
      rest: `/sections/${encodeURIComponent(more.key)}`,
      back: draftPath(draft.id, '/sections'),
    });
  }
}

/** The profiles of a draft, each with its question. */
@Access('criteria_editor')
@Controller('/agence/referentiels/:id/redaction/profils')
export class AuthoringProfilePages {
  private readonly desk: AuthoringDesk;

  constructor(
    drafting: DraftingService,
    private readonly queries: DraftingQueries,
  ) {
    this.desk = new AuthoringDesk(drafting, queries);
  }

  @Get()
  @Access('signed-in')
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Req() { known }: PortalRequest): Promise<Page> {
    const draft = await this.queries.draft(ctx, id);
    const findings = await this.queries.findings(ctx, draft.content);
    const groups = profileGroups(shownForm({ values: {}, flash: known.flash }), ctx.locale, true);
    const view = {
      ...partsView({ draft, findings, actor: ctx.actor, locale: ctx.locale }, 'profiles'),
      groups,
      action: draftPath(id, '/profils'),
    };
    return page('criteria/authoring-parts', view, this.desk.options(draft, authoringPages['authoring.menu.profiles']));
  }

  @Post()
  async add(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: ProfileForm): Promise<Redirect> {
    const edit = { kind: 'profile.add', profile: readProfile(form) } as const;
    return this.desk.apply(ctx, id, { version: form.version, edit, done: draftPath(id, '/profils') });
  }

  @Post('deplacer')
  move(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { key, by, version }: MoveForm): Promise<Redirect> {
    return this.desk.apply(ctx, id, { version, edit: { kind: 'profile.move', key, by }, done: draftPath(id, '/profils') });
  }

  @Post('retirer')
  remove(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { key, version }: KeyForm): Promise<Redirect> {
    return this.desk.apply(ctx, id, { version, edit: { kind: 'profile.remove', key }, done: draftPath(id, '/profils'), removed: key });
  }

  @Get(':key')
  async one(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Req() { known }: PortalRequest) {
    const draft = await this.desk.open(ctx, id);
    return this.formPage(ctx, draft, { key, values: profileValues(find(draft.content, 'profiles', key)), flash: known.flash });
  }

  @Post(':key')
  change(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Body() form: ProfileForm) {
    const { key: _, ...facts } = readProfile(form);
    return this.desk.submit(ctx, id, {
      form,
      edit: { kind: 'profile.change', key, facts },
      done: draftPath(id, '/profils'),
      show: (draft, more) => this.formPage(ctx, draft, { ...more, key }),
      valuesIn: (content) => profileValues(find(content, 'profiles', key)),
    });
  }

  private formPage(ctx: Ctx, draft: PackageVersion, more: Shown & { readonly key: string }): Promise<Page> {
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.profile'],
      prefix: `/profiles/${draft.content.profiles.findIndex(({ key }) => key === more.key)}`,
      groups: profileGroups(shownForm(more), ctx.locale, false),
      rest: `/profils/${encodeURIComponent(more.key)}`,
      back: draftPath(draft.id, '/profils'),
    });
  }
}
