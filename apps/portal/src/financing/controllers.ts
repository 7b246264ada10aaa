import { FinancingApi, OrderApi } from './financing.api.js';
import { FrameApi, MoneyApi } from './money.api.js';
import { MoneyPages } from './money.pages.js';
import { PayerFramePages, PayerPages } from './payer.pages.js';
import { VendorFinancingPages, VendorOrderPages } from './vendor.pages.js';

/** The money, for vendors, officers and machines. The page of an order comes after the addresses it would swallow. */
export const financingControllers = [
  FinancingApi,
  OrderApi,
  FrameApi,
  MoneyApi,
  MoneyPages,
  PayerPages,
  PayerFramePages,
  VendorFinancingPages,
  VendorOrderPages,
];
