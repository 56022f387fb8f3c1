// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.expr.DataType;
import io.millrace.signature.Signatures;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Statistics of pairs of numbers; that they are asked for DISTINCT makes no difference. */
final class StatisticFunctions {
  private StatisticFunctions() {}

  static final List<Aggregate> ALL =
      List.of(
          pairs("corr", Statistic.Arguments.X_Y, Kept.CORRELATION, StatisticFunctions::corr),
          covariance("covar_samp", 1),
          covariance("covar_pop", 0),
          regression("regr_slope", pairs -> isLine(pairs) ? (Object) slope(pairs) : null),
          regression(
              "regr_intercept",
              pairs -> isLine(pairs) ? pairs.meanY() - slope(pairs) * pairs.meanX() : null),
          pairs(
              "regr_count",
              Statistic.Arguments.Y_X,
              Kept.REGRESSION,
              DataType.UINT64,
              Statistic.Pairs::count),
          regression("regr_r2", StatisticFunctions::determination),
          moment("regr_avgx", Statistic.Pairs::meanX),
          moment("regr_avgy", Statistic.Pairs::meanY),
          moment("regr_sxx", Statistic.Pairs::squaresX),
          moment("regr_syy", Statistic.Pairs::squaresY),
          moment("regr_sxy", Statistic.Pairs::products));

  private static Aggregate covariance(String name, int fewer) {
    return pairs(
        name,
        Statistic.Arguments.X_Y,
        Kept.COVARIANCE,
        pairs -> pairs.count() > fewer ? pairs.products() / (pairs.count() - fewer) : null);
  }

  private static Aggregate moment(String name, ToDoubleFunction<Statistic.Pairs> of) {
    return regression(name, pairs -> pairs.count() > 0 ? of.applyAsDouble(pairs) : null);
  }

  private static Aggregate regression(String name, Statistic.Formula formula) {
    return pairs(name, Statistic.Arguments.Y_X, Kept.REGRESSION, formula);
  }

  private static Aggregate pairs(
      String name, Statistic.Arguments arguments, Kept kept, Statistic.Formula formula) {
    return pairs(name, arguments, kept, DataType.FLOAT64, formula);
  }

  private static Aggregate pairs(
      String name,
      Statistic.Arguments arguments,
      Kept kept,
      DataType result,
      Statistic.Formula formula) {
    Statistic statistic = new Statistic(arguments, kept, formula);
    return new Aggregate(
        name,
        Signatures.exact(DataType.FLOAT64, DataType.FLOAT64),
        call -> result,
        Aggregate.Order.INSENSITIVE,
        request -> kept.fields(),
        request -> new Moments(statistic, result));
  }

  /** NaN where both are NaN throughout, null where one is. */
  private static Object corr(Statistic.Pairs pairs) {
    if (Double.isNaN(pairs.meanX()) && Double.isNaN(pairs.meanY())) {
      return Double.NaN;
    }
    if (Double.isNaN(pairs.meanX()) || Double.isNaN(pairs.meanY()) || pairs.count() < 2) {
      return null;
    }
    double deviationX = Math.sqrt(pairs.squaresX() / pairs.count());
    double deviationY = Math.sqrt(pairs.squaresY() / pairs.count());
    return deviationX == 0 || deviationY == 0
        ? null
        : (Object) (pairs.products() / pairs.count() / deviationX / deviationY);
  }

  private static Object determination(Statistic.Pairs pairs) {
    double varianceX = pairs.squaresX() / pairs.count();
    double varianceY = pairs.squaresY() / pairs.count();
    double covariance = pairs.products() / pairs.count();
    return isLine(pairs) && varianceY != 0
        ? (Object) (covariance * covariance / (varianceX * varianceY))
        : null;
  }

  /** Whether there are two points at least, not all above one another. */
  private static boolean isLine(Statistic.Pairs pairs) {
    return pairs.count() > 1 && pairs.squaresX() / pairs.count() != 0;
  }

  private static double slope(Statistic.Pairs pairs) {
    return pairs.products() / pairs.count() / (pairs.squaresX() / pairs.count());
  }
}
