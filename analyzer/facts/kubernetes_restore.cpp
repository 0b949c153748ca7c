// Data that is created from somebody else's data: volumes, snapshots and databases of operators.
#include "analyzer/facts/families.h"
#include "analyzer/facts/kubernetes_object.h"

namespace bulkhead::facts {
namespace {

class RestoreReader {
 public:
  RestoreReader(const Resource& resource, FactSink& sink) : resource_(resource), sink_(sink) {}

  Fact* from(IdentifierKind kind, const Value& source, std::string_view mechanism) {
    if (source.as_string().empty()) return nullptr;
    return state(kind, std::string(source.as_string()), source, mechanism);
  }

  /// "s3://bucket/path" or a plain bucket name.
  void from_bucket(const Value& location, std::string_view mechanism) {
    std::string_view text = location.as_string();
    if (auto scheme = text.find("://"); scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
    std::string_view bucket = text.substr(0, text.find('/'));
    if (!bucket.empty()) state(IdentifierKind::bucket, std::string(bucket), location, mechanism);
  }

  void from_namespace(const Value& space, std::string_view mechanism) {
    if (space.as_string() != namespace_of(resource_)) from(IdentifierKind::kubernetes_namespace, space, mechanism);
  }

 private:
  Fact* state(IdentifierKind kind, std::string identifier, const Value& at, std::string_view mechanism) {
    Fact& fact = sink_.state(FactKind::restores_data, kind, std::move(identifier), resource_, at);
    fact.details["mechanism"] = std::string(mechanism);
    return &fact;
  }

  const Resource& resource_;
  FactSink& sink_;
};

void restore_claim(const Value& spec, RestoreReader& reader) {
  for (std::string_view field : {"dataSource", "dataSourceRef"}) {
    const Value source = spec[field];
    if (source["kind"].equals("VolumeSnapshot").yes()) reader.from(IdentifierKind::snapshot, source["name"], field);
    reader.from_namespace(source["namespace"], field);
  }
}

/// CloudNativePG `Cluster`.
void restore_cloud_native(const Value& spec, RestoreReader& reader) {
  const Value recovery = spec["bootstrap"]["recovery"];
  std::string_view source = recovery["source"].as_string();
  reader.from(IdentifierKind::snapshot, recovery["backup"]["name"], "bootstrap.recovery");
  reader.from(IdentifierKind::snapshot, recovery["volumeSnapshots"]["storage"]["name"], "bootstrap.recovery");
  std::string_view base = spec["bootstrap"]["pg_basebackup"]["source"].as_string();
  std::string_view replica = spec["replica"]["source"].as_string();
  for (const Value& cluster : spec["externalClusters"].items()) {
    std::string_view name = cluster["name"].as_string();
    if (name.empty() || (name != source && name != base && name != replica)) continue;
    reader.from(IdentifierKind::database, cluster["name"], "externalClusters");
    reader.from_bucket(cluster["barmanObjectStore"]["destinationPath"], "externalClusters");
    reader.from(IdentifierKind::hostname, cluster["connectionParameters"]["host"], "externalClusters");
  }
}

/// Zalando `postgresql`.
void restore_zalando(const Value& spec, RestoreReader& reader) {
  reader.from(IdentifierKind::database, spec["clone"]["cluster"], "clone");
  for (std::string_view field : {"s3_wal_path", "gs_wal_path"}) {
    reader.from_bucket(spec["clone"][field], "clone");
    reader.from_bucket(spec["standby"][field], "standby");
  }
  reader.from(IdentifierKind::hostname, spec["standby"]["standby_host"], "standby");
}

/// Crunchy `PostgresCluster`.
void restore_crunchy(const Value& spec, RestoreReader& reader) {
  const Value source = spec["dataSource"]["postgresCluster"];
  reader.from(IdentifierKind::database, source["clusterName"], "dataSource");
  reader.from_namespace(source["clusterNamespace"], "dataSource");
  reader.from_bucket(spec["dataSource"]["pgbackrest"]["repo"]["s3"]["bucket"], "dataSource");
  reader.from_bucket(spec["dataSource"]["pgbackrest"]["repo"]["gcs"]["bucket"], "dataSource");
}

/// Velero `Restore`: {source namespace: target namespace}; the environment is the target's.
void restore_velero(const Resource& resource, FactSink& sink, RestoreReader& reader) {
  const Value spec = resource.attributes["spec"];
  for (const Entry& entry : spec["namespaceMapping"].entries()) {
    Fact& fact = sink.state(FactKind::restores_data, IdentifierKind::kubernetes_namespace, std::string(entry.key), resource, entry.value);
    fact.details["mechanism"] = "namespaceMapping";
    if (auto target = sink.vocabulary().name(entry.value.as_string())) fact.environment = target->environment;
  }
  reader.from(IdentifierKind::snapshot, spec["backupName"], "backupName");
}

}  // namespace

void kubernetes_restore(const Resource& resource, FactSink& sink) {
  RestoreReader reader(resource, sink);
  std::string_view kind = kind_of(resource), group = group_of(resource);
  const Value spec = resource.attributes["spec"];
  if (kind == "PersistentVolumeClaim") restore_claim(spec, reader);
  for (const Value& claim : spec["volumeClaimTemplates"].items()) restore_claim(claim["spec"], reader);
  if (kind == "VolumeSnapshotContent") reader.from(IdentifierKind::snapshot, spec["source"]["snapshotHandle"], "snapshotHandle");
  if (kind == "Cluster" && group == "postgresql.cnpg.io") restore_cloud_native(spec, reader);
  if (kind == "postgresql") restore_zalando(spec, reader);
  if (kind == "PostgresCluster") restore_crunchy(spec, reader);
  if (kind == "Restore" && group == "velero.io") restore_velero(resource, sink, reader);
}

}  // namespace bulkhead::facts
