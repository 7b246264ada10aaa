import { Injectable } from '@nestjs/common';
import { Config, loadSigningKey, type SigningKey } from '#platform';

/** The key that signs credentials and roots; only the worker reads it. */
@Injectable()
export class SigningKeyHolder {
  readonly key: SigningKey;

  constructor(config: Config) {
    this.key = loadSigningKey(config);
  }
}
