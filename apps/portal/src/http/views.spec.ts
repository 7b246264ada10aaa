import { describe, expect, it } from '@jest/globals';
import { viewsFolder } from './assets.js';
import { loadViews } from './views.js';
import { pageMessages } from '../pages.messages.js';

describe('templates', () => {
  it('load: nothing unescaped, no unknown part, helper or text', () => {
    const views = loadViews({ directory: viewsFolder(), texts: pageMessages, strict: true });
    expect(views.pages).toContain('home/index');
  });
});
