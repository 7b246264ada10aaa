export * from './certificate.exporter.js';
export * from './certificate.rules.js';
export * from './credential.rules.js';
export * from './issuer.rules.js';
export * from './rosette.rules.js';
export * from './status-list.rules.js';
export * from './verification.messages.js';
export * from './verification.rules.js';
