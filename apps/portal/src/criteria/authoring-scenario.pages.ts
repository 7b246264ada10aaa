import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import {
  DraftingQueries,
  DraftingService,
  edited,
  evidenceDefaults,
  find,
  scenarioDefaults,
  type ExpectedEvidence,
  type PackageVersion,
  type Scenario,
} from '#criteria';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { AuthoringDesk, shownForm, type Shown } from './authoring-desk.js';
import { DraftForm, EvidenceForm, MoveForm, ScenarioForm } from './authoring.dto.js';
import { authoringPages } from './authoring.messages.js';
import { draftPath, elementPath } from './authoring-places.view.js';
import { evidenceAside, evidenceGroups, keyUnder, scenarioAside, scenarioGroups } from './authoring-scenario.view.js';
import { removalView } from './authoring-tree.view.js';
import { evidenceValues, scenarioValues } from './authoring-values.view.js';
import { readEvidence, readScenario } from './read-authoring.js';

/** The scenarios of a draft. */
@Access('criteria_editor')
@Controller('/agence/referentiels/:id/redaction/scenarios')
export class AuthoringScenarioPages {
  private readonly desk: AuthoringDesk;

  constructor(
    drafting: DraftingService,
    private readonly queries: DraftingQueries,
  ) {
    this.desk = new AuthoringDesk(drafting, queries);
  }

  @Get('nouveau')
  async fresh(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('exigence') asked: unknown,
    @Req() { known }: PortalRequest,
  ): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const served = draft.content.requirements.filter(({ key }) => key === asked).map(({ key }) => key);
    const key = keyUnder(served[0] ?? 'SC', draft.content.scenarios);
    const empty: Scenario = { ...scenarioDefaults, key, statement: { fr: '' }, requirements: served };
    return this.newPage(ctx, draft, { values: scenarioValues(empty), flash: known.flash });
  }

  @Post()
  async add(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: ScenarioForm): Promise<Redirect | Page> {
    const scenario = readScenario(form);
    return this.desk.submit(ctx, id, {
      form,
      edit: { kind: 'scenario.add', scenario },
      done: elementPath(id, 'scenarios', scenario.key),
      show: (draft, more) => this.newPage(ctx, draft, more),
    });
  }

  @Post('deplacer')
  move(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { key, by, version }: MoveForm): Promise<Redirect> {
    return this.desk.apply(ctx, id, { version, edit: { kind: 'scenario.move', key, by }, done: elementPath(id, 'scenarios', key) });
  }

  @Get(':key')
  async one(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Req() { known }: PortalRequest) {
    const draft = await this.desk.open(ctx, id);
    const scenario = find(draft.content, 'scenarios', key);
    return this.formPage(ctx, draft, scenario, { values: scenarioValues(scenario), flash: known.flash });
  }

  @Post(':key')
  async change(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() form: ScenarioForm,
  ): Promise<Redirect | Page> {
    const { key: _, ...facts } = readScenario({ ...form, key });
    return this.desk.submit(ctx, id, {
      form: { ...form, key },
      edit: { kind: 'scenario.change', key, facts },
      done: elementPath(id, 'scenarios', key),
      show: (draft, more) => this.formPage(ctx, draft, find(draft.content, 'scenarios', key), more),
      valuesIn: (content) => scenarioValues(find(content, 'scenarios', key)),
    });
  }

  @Get(':key/retirer')
  async removal(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const content = edited(draft.content, { kind: 'scenario.remove', key });
    const evidence = draft.content.evidence.filter((one) => !content.evidence.includes(one));
    const view = removalView(draft, { folder: 'scenarios', key }, { content, evidence, scenarios: [], steps: 0 }, ctx.locale);
    return page('criteria/authoring-remove', view, this.desk.options(draft, key));
  }

  @Post(':key/retirer')
  async remove(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Body() { version }: DraftForm) {
    const { requirements } = find((await this.queries.draft(ctx, id)).content, 'scenarios', key);
    const done = elementPath(id, 'exigences', requirements[0] ?? '');
    return this.desk.apply(ctx, id, { version, edit: { kind: 'scenario.remove', key }, done, removed: key });
  }

  private newPage(ctx: Ctx, draft: PackageVersion, more: Shown): Promise<Page> {
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.add.scenario'],
      groups: scenarioGroups(draft.content, shownForm(more), ctx.locale, true),
      rest: '/scenarios',
      back: draftPath(draft.id),
      mayCheck: true,
    });
  }

  private formPage(ctx: Ctx, draft: PackageVersion, scenario: Scenario, more: Shown): Promise<Page> {
    const { key, requirements } = scenario;
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.scenario'],
      key,
      prefix: `/scenarios/${draft.content.scenarios.indexOf(scenario)}`,
      groups: scenarioGroups(draft.content, shownForm(more), ctx.locale, false),
      rest: `/scenarios/${encodeURIComponent(key)}`,
      back: elementPath(draft.id, 'exigences', requirements[0] ?? ''),
      mayCheck: true,
      aside: scenarioAside(draft, scenario, ctx.locale),
    });
  }
}

/** The expected evidence of a draft. */
@Access('criteria_editor')
@Controller('/agence/referentiels/:id/redaction/preuves')
export class AuthoringEvidencePages {
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
    @Query() query: Record<string, unknown>,
    @Req() { known }: PortalRequest,
  ): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const { content } = draft;
    const scenario = content.scenarios.find(({ key }) => key === query.scenario);
    const asked = content.requirements.filter(({ key }) => key === query.exigence).map(({ key }) => key);
    const key = keyUnder(scenario?.key ?? asked[0] ?? 'PR', content.evidence);
    const requirements = scenario?.requirements ?? asked;
    const empty: ExpectedEvidence = { ...evidenceDefaults, key, scenario: scenario?.key ?? null, requirements, label: { fr: '' } };
    return this.newPage(ctx, draft, { values: evidenceValues(empty), flash: known.flash });
  }

  @Post()
  async add(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: EvidenceForm): Promise<Redirect | Page> {
    const evidence = readEvidence(form);
    return this.desk.submit(ctx, id, {
      form,
      edit: { kind: 'evidence.add', evidence },
      done: elementPath(id, 'preuves', evidence.key),
      show: (draft, more) => this.newPage(ctx, draft, more),
    });
  }

  @Post('deplacer')
  move(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { key, by, version }: MoveForm): Promise<Redirect> {
    return this.desk.apply(ctx, id, { version, edit: { kind: 'evidence.move', key, by }, done: elementPath(id, 'preuves', key) });
  }

  @Get(':key')
  async one(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Req() { known }: PortalRequest) {
    const draft = await this.desk.open(ctx, id);
    const evidence = find(draft.content, 'evidence', key);
    return this.formPage(ctx, draft, evidence, { values: evidenceValues(evidence), flash: known.flash });
  }

  @Post(':key')
  async change(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() form: EvidenceForm,
  ): Promise<Redirect | Page> {
    const { key: _, ...facts } = readEvidence({ ...form, key });
    return this.desk.submit(ctx, id, {
      form: { ...form, key },
      edit: { kind: 'evidence.change', key, facts },
      done: elementPath(id, 'preuves', key),
      show: (draft, more) => this.formPage(ctx, draft, find(draft.content, 'evidence', key), more),
      valuesIn: (content) => evidenceValues(find(content, 'evidence', key)),
    });
  }

  @Get(':key/retirer')
  async removal(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    const content = edited(draft.content, { kind: 'evidence.remove', key });
    const view = removalView(draft, { folder: 'preuves', key }, { content, evidence: [], scenarios: [], steps: 0 }, ctx.locale);
    return page('criteria/authoring-remove', view, this.desk.options(draft, key));
  }

  @Post(':key/retirer')
  async remove(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('key') key: string, @Body() { version }: DraftForm) {
    const { requirements } = find((await this.queries.draft(ctx, id)).content, 'evidence', key);
    const done = elementPath(id, 'exigences', requirements[0] ?? '');
    return this.desk.apply(ctx, id, { version, edit: { kind: 'evidence.remove', key }, done, removed: key });
  }

  private newPage(ctx: Ctx, draft: PackageVersion, more: Shown): Promise<Page> {
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.add.evidence'],
      groups: evidenceGroups(draft.content, shownForm(more), ctx.locale, true),
      rest: '/preuves',
      back: draftPath(draft.id),
      mayCheck: true,
    });
  }

  private formPage(ctx: Ctx, draft: PackageVersion, evidence: ExpectedEvidence, more: Shown): Promise<Page> {
    const { key, requirements } = evidence;
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.evidence.one'],
      key,
      prefix: `/evidence/${draft.content.evidence.indexOf(evidence)}`,
      groups: evidenceGroups(draft.content, shownForm(more), ctx.locale, false),
      rest: `/preuves/${encodeURIComponent(key)}`,
      back: elementPath(draft.id, 'exigences', requirements[0] ?? ''),
      mayCheck: true,
      aside: evidenceAside(draft, evidence, ctx.locale),
    });
  }
}
