import { statisticsContract } from "./statistics.contract.ts";

statisticsContract(2 ** 22);
