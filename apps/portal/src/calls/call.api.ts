import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CallQueries, CallService, CreateCallInput, MoveMilestoneInput, ReviseWorkflowInput } from '#calls';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { CallActionForm } from './call-form.dto.js';
import { CallView, showCall } from './call-api.view.js';

/** The calls and their calendar; public, except those in preparation. */
@ApiTags('calls')
@Controller('/api/v1/calls')
export class CallApi {
  constructor(
    private readonly service: CallService,
    private readonly calls: CallQueries,
  ) {}

  /** Every call, with its dates in force. */
  @Get()
  @Access('public')
  async list(@Context() ctx: Ctx): Promise<CallView[]> {
    return (await this.calls.calendar(ctx)).map(showCall);
  }

  /** One call. */
  @Get(':id')
  @Access('public')
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CallView> {
    return showCall({ call: await this.calls.one(ctx, id), milestones: await this.calls.dates(ctx, id) });
  }

  /** A new call, in preparation. */
  @Post()
  @Access('agency_officer', 'operator')
  async create(@Context() ctx: Ctx, @Body() input: CreateCallInput): Promise<CallView> {
    const id = await this.service.create(ctx, input);
    return showCall({ call: await this.calls.one(ctx, id), milestones: [] });
  }

  /** Opens, closes or reopens a call. */
  @Post(':id/actions')
  @HttpCode(204)
  @Access('agency_officer', 'operator')
  act(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { action }: CallActionForm): Promise<void> {
    return this.service.act(ctx, id, action);
  }

  /** Sets or moves a date, with its reason. */
  @Post(':id/milestones')
  @HttpCode(204)
  @Access('agency_officer', 'operator')
  move(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: MoveMilestoneInput): Promise<void> {
    return this.service.moveMilestone(ctx, id, input);
  }

  /** Revises the workflow, with the reason. */
  @Put(':id/workflow')
  @HttpCode(204)
  @Access('agency_officer', 'operator')
  revise(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: ReviseWorkflowInput): Promise<void> {
    return this.service.reviseWorkflow(ctx, id, input);
  }
}
