import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam, adamW } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { lion } from "./lion.ts";
import { muon } from "./muon.ts";
import { nadam } from "./nadam.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

/** The optimizers that a saved model may name. */
export const OPTIMIZERS = {
  adadelta,
  adagrad,
  adam,
  adamW,
  adamax,
  lion,
  muon,
  nadam,
  rmsprop,
  sgd,
};
