import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AcceptanceInput, EntryService, NewPasswordInput, PasswordLinkInput, PeopleService, passwordMin, SignUpInput } from '#accounts';
import { roles, say } from '#platform';
import { Access } from '../http/access.js';
import { opener, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { accountsPages } from './accounts.messages.js';
import { countryChoices } from './countries.view.js';

type PageKey = keyof typeof accountsPages;

/** Coming in: sign-up of a company, link to choose a password, invitation. */
@Controller()
export class EntryPages {
  constructor(
    private readonly database: DataSource,
    private readonly entry: EntryService,
    private readonly people: PeopleService,
  ) {}

  /** The form of a company that comes for the first time. */
  @Get('inscription')
  @Access('public')
  @WithoutTransaction()
  signUp(@Req() { known }: PortalRequest): Page {
    const view = { countries: countryChoices(known.locale), form: formOf({ country: 'FR' }, known.flash) };
    return this.page('accounts/sign-up', view, 'sign-up.title');
  }

  /** Signs up; the rest is said by mail. */
  @Post('inscription')
  @Access('public')
  @WithoutTransaction()
  async register(@Body() input: SignUpInput, @Req() request: PortalRequest): Promise<Redirect> {
    await this.entry.signUp(opener(this.database, request), { ...input, address: request.ip });
    return redirect('/inscription/courriel');
  }

  /** Says that a mail was sent, whoever the address belongs to. */
  @Get('inscription/courriel')
  @Access('public')
  @WithoutTransaction()
  sent(): Page {
    return this.page('accounts/mail-sent', { text: accountsPages['mail-sent.sign-up'] }, 'mail-sent.title');
  }

  /** The form of a forgotten password. */
  @Get('mot-de-passe/oublie')
  @Access('public')
  @WithoutTransaction()
  forgotten(@Req() { known }: PortalRequest): Page {
    return this.page('accounts/forgotten', { form: formOf({}, known.flash) }, 'forgotten.title');
  }

  /** Asks for a link; the answer never tells whether the address is known. */
  @Post('mot-de-passe/oublie')
  @Access('public')
  @WithoutTransaction()
  async ask(@Body() { email }: PasswordLinkInput, @Req() request: PortalRequest): Promise<Redirect> {
    await this.people.askPassword(opener(this.database, request), { email, address: request.ip });
    return redirect('/mot-de-passe/courriel');
  }

  /** Says that a mail was sent if the address is known. */
  @Get('mot-de-passe/courriel')
  @Access('public')
  @WithoutTransaction()
  asked(): Page {
    return this.page('accounts/mail-sent', { text: accountsPages['mail-sent.password'] }, 'mail-sent.title');
  }

  /** The form where a link leads: a new password. */
  @Get('mot-de-passe/lien/:token')
  @Access('public')
  @WithoutTransaction()
  async choose(@Param('token') token: string, @Req() request: PortalRequest): Promise<Page> {
    const { email } = await opener(this.database, request)((ctx) => this.people.personOfLink(ctx, token));
    const view = { action: `/mot-de-passe/lien/${token}`, email, passwordMin, form: formOf({}, request.known.flash) };
    return this.page('accounts/choose-password', view, 'choose-password.title');
  }

  /** Chooses the password; every session ends, so the person signs in. */
  @Post('mot-de-passe/lien/:token')
  @Access('public')
  @WithoutTransaction()
  async chosen(@Param('token') token: string, @Body() { password }: NewPasswordInput, @Req() request: PortalRequest): Promise<Redirect> {
    await this.people.choosePassword(opener(this.database, request), { token, password });
    return this.done(request, 'choose-password.done');
  }

  /** What an invitation offers, and how to accept it. */
  @Get('invitation/:token')
  @Access('public')
  @WithoutTransaction()
  async invited(@Param('token') token: string, @Req() request: PortalRequest): Promise<Page> {
    const { known } = request;
    const { invitation, person, organisation } = await opener(this.database, request)((ctx) => this.entry.invitation(ctx, token));
    const view = {
      action: `/invitation/${token}`,
      organisation,
      email: invitation.email,
      role: roles[invitation.role].label,
      expiresAt: invitation.expiresAt,
      isNew: person === null,
      isSignedIn: person !== null && known.actor.accountId === person,
      isOther: known.actor.kind === 'account' && known.actor.accountId !== person,
      passwordMin,
      form: formOf({}, known.flash),
    };
    return this.page('accounts/invitation', view, 'invitation.title');
  }

  /** Accepts the invitation. */
  @Post('invitation/:token')
  @Access('public')
  @WithoutTransaction()
  async accept(@Param('token') token: string, @Body() input: AcceptanceInput, @Req() request: PortalRequest): Promise<Redirect> {
    const { actor, owesSecondFactor, locale } = request.known;
    const accountId = owesSecondFactor ? null : actor.accountId;
    await this.entry.accept(opener(this.database, request), { ...input, token, accountId });
    if (accountId === null) return this.done(request, 'invitation.done');
    return redirect('/mon-compte', { message: say(accountsPages['invitation.done.signed-in'], locale), tone: 'success' });
  }

  private done(request: PortalRequest, key: 'choose-password.done' | 'invitation.done'): Redirect {
    return redirect('/connexion', { message: say(accountsPages[key], request.known.locale), tone: 'success' });
  }

  private page(template: string, view: object, title: PageKey): Page {
    return page(template, view, { title: accountsPages[title], breadcrumb: [{ label: accountsPages[title] }] });
  }
}
