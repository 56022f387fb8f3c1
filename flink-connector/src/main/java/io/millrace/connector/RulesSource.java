// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.rules.RuleLine;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Rule lines from a {@code .jsonl} file, or from the {@code .jsonl} files of a directory that is
 * watched until a file named {@code END} lies in it; files are put there by rename and read in
 * order of name, again whole when their time or length has changed. Behind the lines that are there
 * at start comes {@link RuleLine#START_COMPLETE}. To be run with parallelism 1.
 */
@PublicEvolving
public final class RulesSource
    implements Source<RuleLine, RulesSplit, List<RulesSplit>>, ResultTypeQueryable<RuleLine> {
  private static final long serialVersionUID = 1L;

  private final Path path;
  private final Boundedness boundedness;

  private RulesSource(Path path, Boundedness boundedness) {
    this.path = path;
    this.boundedness = boundedness;
  }

  public static RulesSource file(Path path) {
    return new RulesSource(path, Boundedness.BOUNDED);
  }

  public static RulesSource directory(Path path) {
    return new RulesSource(path, Boundedness.CONTINUOUS_UNBOUNDED);
  }

  @Override
  public Boundedness getBoundedness() {
    return boundedness;
  }

  @Override
  public SourceReader<RuleLine, RulesSplit> createReader(SourceReaderContext context) {
    RuleFiles files =
        boundedness == Boundedness.BOUNDED ? new RuleFiles.One(path) : new RuleFiles.Watched(path);
    return new RulesSourceReader(context, files);
  }

  @Override
  public SplitEnumerator<RulesSplit, List<RulesSplit>> createEnumerator(
      SplitEnumeratorContext<RulesSplit> context) {
    return new OneSplitEnumerator<>(context, List.of(RulesSplit.START));
  }

  @Override
  public SplitEnumerator<RulesSplit, List<RulesSplit>> restoreEnumerator(
      SplitEnumeratorContext<RulesSplit> context, List<RulesSplit> pending) {
    return new OneSplitEnumerator<>(context, pending);
  }

  @Override
  public SimpleVersionedSerializer<RulesSplit> getSplitSerializer() {
    return new RulesSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<List<RulesSplit>> getEnumeratorCheckpointSerializer() {
    return new SplitListSerializer<>(getSplitSerializer());
  }

  @Override
  public TypeInformation<RuleLine> getProducedType() {
    return TypeInformation.of(RuleLine.class);
  }
}
