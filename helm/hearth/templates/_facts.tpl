{{/*
What the services are, whatever is set: the key of its values, its name, the prefix of its paths, its ports, whether it keeps
anything in Redis, and what its pods are in. Further instances of device-service are services of their own, of the values of the first. A StatefulSet gives each replica a name that outlives it; a broker keeps messages under that name.
*/}}
{{- define "hearth.services" -}}
coreMetadata: { name: core-metadata, prefix: core-metadata, port: 59881, keeper: 59890, redis: true, kind: StatefulSet }
coreData: { name: core-data, prefix: core-data, port: 59880, redis: true, kind: StatefulSet }
coreCommand: { name: core-command, prefix: core-command, port: 59882, redis: true, kind: StatefulSet }
deviceService: { name: device-service, prefix: device-mqtt, port: 59982, redis: false, kind: StatefulSet, of: deviceService }
{{- range .Values.deviceService.instances }}
deviceService.{{ .name }}: { name: device-service-{{ .name }}, prefix: device-mqtt_{{ .name }}, port: 59982, redis: false, kind: StatefulSet, of: deviceService, instance: {{ .name | quote }}, image: device-service }
{{- end }}
rulesEngine: { name: rules-engine, prefix: rules-engine, port: 59720, redis: true, kind: Deployment }
{{- end -}}

{{/*
A mapping over another, key by key: (dict "below" {...} "above" {...}). Sprig's merge takes false, "" and an empty list for nothing said.
*/}}
{{- define "hearth.laidOver" -}}
{{- $all := deepCopy .below -}}
{{- range $key, $said := .above -}}
{{- $had := get $all $key -}}
{{- if and (kindIs "map" $had) (kindIs "map" $said) -}}
{{- $said = include "hearth.laidOver" (dict "below" $had "above" $said) | fromYaml -}}
{{- end -}}
{{- $_ := set $all $key $said -}}
{{- end -}}
{{- $all | toYaml -}}
{{- end -}}

{{/*
The values of a service: (dict "root" $ "key" "coreData" "service" {...}). What an instance of device-service does not say is as
the first has it, but files are each one's own: they name devices.
*/}}
{{- define "hearth.valuesOf" -}}
{{- $values := index .root.Values (.service.of | default .key) -}}
{{- $service := .service -}}
{{- if $service.instance -}}
{{- range $instance := $values.instances -}}
{{- if eq $instance.name $service.instance -}}
{{- $none := dict "profiles" dict "devices" dict "provisionWatchers" dict -}}
{{- $files := merge (deepCopy ($instance.files | default dict)) $none -}}
{{- $own := dict "below" (omit $values "instances" "files") "above" (omit $instance "name" "files") -}}
{{- set (include "hearth.laidOver" $own | fromYaml) "files" $files | toYaml -}}
{{- end -}}
{{- end -}}
{{- else -}}
{{- $values | toYaml -}}
{{- end -}}
{{- end -}}

{{/* Who asks whom over REST; everything else between services goes over the broker. */}}
{{- define "hearth.paths" -}}
paths:
  # core-metadata has the devices and profiles that the others ask for
  - { from: core-data, to: core-metadata, port: 59881 }
  - { from: core-command, to: core-metadata, port: 59881 }
  - { from: device-service, to: core-metadata, port: 59881 }
  - { from: rules-engine, to: core-metadata, port: 59881 }
  # core-keeper, in its process, has everyone's settings
  - { from: core-metadata, to: core-metadata, port: 59890 }
  - { from: core-data, to: core-metadata, port: 59890 }
  - { from: core-command, to: core-metadata, port: 59890 }
  - { from: device-service, to: core-metadata, port: 59890 }
  - { from: rules-engine, to: core-metadata, port: 59890 }
  # and looks whether they are well
  - { from: core-metadata, to: core-metadata, port: 59881 }
  - { from: core-metadata, to: core-data, port: 59880 }
  - { from: core-metadata, to: core-command, port: 59882 }
  - { from: core-metadata, to: device-service, port: 59982 }
  {{- range .Values.deviceService.instances }}
  - { from: device-service-{{ .name }}, to: core-metadata, port: 59881 }
  - { from: device-service-{{ .name }}, to: core-metadata, port: 59890 }
  - { from: core-metadata, to: device-service-{{ .name }}, port: 59982 }
  {{- end }}
  - { from: core-metadata, to: rules-engine, port: 59720 }
  # rules engines share the devices, and ask each other for what another looks after
  - { from: rules-engine, to: rules-engine, port: 59720 }
  # back-tests read what was measured
  - { from: rules-engine, to: core-data, port: 59880 }
  {{- if .Values.test.enabled }}
  # helm test loads the smart home and plays it
  - { from: test, to: core-metadata, port: 59881 }
  - { from: test, to: rules-engine, port: 59720 }
  {{- end }}
{{- end -}}

{{/* How many replicas there may be, whoever decides: its values. */}}
{{- define "hearth.mostReplicas" -}}
{{- if dig "autoscaling" "enabled" false . }}{{ .autoscaling.maxReplicas }}{{ else }}{{ .replicas }}{{ end -}}
{{- end -}}

{{/*
Which paths lead where from outside, as a list: the prefix, the Service, the name and number of its port; with device-mqtt to its
further instances too. (dict "root" $ "prefixes" [...])
*/}}
{{- define "hearth.routes" -}}
{{- $full := include "hearth.fullname" .root -}}
{{- range $prefix := .prefixes }}
{{- range $service := include "hearth.services" $.root | fromYaml }}
{{- if or (eq $prefix $service.prefix) (and (eq $prefix "device-mqtt") $service.instance) }}
- { prefix: {{ $service.prefix }}, service: {{ $full }}-{{ $service.name }}, name: http, port: {{ $service.port }} }
{{- else if and (eq $prefix "core-keeper") $service.keeper }}
- { prefix: {{ $prefix }}, service: {{ $full }}-{{ $service.name }}, name: keeper, port: {{ $service.keeper }} }
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
How many replicas the manifest of a service names: none where an autoscaler decides. But where the one before named a number, Kubernetes
would make 1 of none until the autoscaler has looked; so what there is stays named for good, which an annotation remembers. So it does for
what was scaled to 0, which no autoscaler touches. (dict "root" $ "service" {...} "values" {...})
*/}}
{{- define "hearth.replicas" -}}
{{- if not (dig "autoscaling" "enabled" false .values) -}}
{{- .values.replicas -}}
{{- else -}}
{{- $name := printf "%s-%s" (include "hearth.fullname" .root) .service.name -}}
{{- $there := lookup "apps/v1" .service.kind .root.Release.Namespace $name -}}
{{- $scaler := lookup "autoscaling/v2" "HorizontalPodAutoscaler" .root.Release.Namespace $name -}}
{{- $replicas := dig "spec" "replicas" 1 $there | int -}}
{{- if and $there (or (not $scaler) (eq 0 $replicas) (dig "metadata" "annotations" "hearth/replicas" "" $there)) -}}
{{- max $replicas .values.replicas -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A quantity of octets as a number of them: 1.5Gi and 1536Mi are the same. */}}
{{- define "hearth.octets" -}}
{{- $units := dict "" 1 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 -}}
{{- $unit := regexFind "[A-Za-z]*$" . -}}
{{- mulf (trimSuffix $unit . | float64) (get $units $unit) | printf "%.0f" -}}
{{- end -}}
