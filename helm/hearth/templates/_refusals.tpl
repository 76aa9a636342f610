{{/* Values that contradict each other are refused with a sentence: which, what they are, and what is allowed. */}}
{{- define "hearth.refuse" -}}
{{- include "hearth.refuseParts" . -}}
{{- include "hearth.refuseSecure" . -}}
{{- include "hearth.refuseInstances" . -}}
{{- include "hearth.refuseReplicas" . -}}
{{- include "hearth.refuseClaims" . -}}
{{- include "hearth.refuseRoutes" . -}}
{{- include "hearth.refuseSettings" . -}}
{{- end -}}

{{/* The broker and Redis: in the chart or outside. */}}
{{- define "hearth.refuseParts" -}}
{{- range $part := list "broker" "redis" -}}
{{- $values := index $.Values $part -}}
{{- if and $values.enabled $values.external.host -}}
{{- fail (printf "%s.external.host is '%s', but %s.enabled is true: the chart would bring one that nobody uses. Set %s.enabled to false, or leave the host empty." $part $values.external.host $part $part) -}}
{{- end -}}
{{- if not (or $values.enabled $values.external.host) -}}
{{- fail (printf "%s.enabled is false and %s.external.host is empty: the services need one of them." $part $part) -}}
{{- end -}}
{{- end -}}
{{- range $part := list "broker" "redis" -}}
{{- range $secret := list "caSecret" "clientSecret" -}}
{{- with (index $.Values $part).external.tls -}}
{{- if and (index . $secret) (not .enabled) -}}
{{- fail (printf "%s.external.tls.%s is '%s', but %s.external.tls.enabled is false: the connection would not be encrypted." $part $secret (index . $secret) $part) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with .Values.broker -}}
{{- if and .external.tls.enabled .enabled -}}
{{- fail "broker.external.tls.enabled is true, but broker.enabled is true: that is for a broker outside; secure.enabled encrypts what goes to the chart's own." -}}
{{- end -}}
{{- if and .external.tls.enabled $.Values.test.enabled -}}
{{- fail "broker.external.tls.enabled is true, but test.enabled is true: the smart home that helm test plays speaks no TLS. Set test.enabled to false." -}}
{{- end -}}
{{- if and .deviceTls.enabled (not .enabled) -}}
{{- fail "broker.deviceTls.enabled is true, but broker.enabled is false: an external broker has its own TLS." -}}
{{- end -}}
{{- if and .deviceTls.enabled (not .deviceTls.existingSecret) -}}
{{- fail "broker.deviceTls.enabled is true, but broker.deviceTls.existingSecret is empty: name a Secret with tls.crt and tls.key." -}}
{{- end -}}
{{- if and .enabled (ne .service.type "ClusterIP") (not (or .existingSecret $.Values.secure.enabled)) -}}
{{- fail (printf "broker.service.type is %s, which lets anyone publish from outside the cluster, since broker.existingSecret is empty and secure.enabled is false: name a Secret with users or set that to true, or leave the type ClusterIP." .service.type) -}}
{{- end -}}
{{- end -}}
{{- with .Values.redis -}}
{{- if and .external.tls.enabled .enabled -}}
{{- fail "redis.external.tls.enabled is true, but redis.enabled is true: that is for a Redis outside; secure.enabled encrypts what goes to the chart's own." -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The secure variant of the chart's own broker and Redis. */}}
{{- define "hearth.refuseSecure" -}}
{{- with .Values.secure -}}
{{- if .enabled -}}
{{- if not (or $.Values.broker.enabled $.Values.redis.enabled) -}}
{{- fail "secure.enabled is true, but broker.enabled and redis.enabled are false: it is of the chart's own. For those outside there are external.tls and existingSecret." -}}
{{- end -}}
{{- range $part := list "broker" "redis" -}}
{{- with index $.Values $part -}}
{{- if and .enabled .existingSecret -}}
{{- fail (printf "secure.enabled is true, but %s.existingSecret is '%s', one user for all: each service has a user of its own there, whose password is in secure.passwordsSecret." $part .existingSecret) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $.Values.broker.enabled $.Values.broker.deviceTls.enabled -}}
{{- fail "secure.enabled is true, but broker.deviceTls.enabled is true too: with secure devices are always answered with TLS, by the certificate of secure.certificates." -}}
{{- end -}}
{{- if and .certificates.devicesSecret $.Values.broker.enabled $.Values.test.enabled -}}
{{- fail (printf "secure.certificates.devicesSecret is '%s', but test.enabled is true: the chart has no key of that authority to make certificates with for the devices that helm test plays. Set test.enabled to false." .certificates.devicesSecret) -}}
{{- end -}}
{{- range $part := list "broker" "redis" -}}
{{- $named := index $.Values.secure.certificates (printf "%sSecret" $part) -}}
{{- if and $named (not (index $.Values $part).enabled) -}}
{{- fail (printf "secure.certificates.%sSecret is '%s', but %s.enabled is false: it would be nobody's." $part $named $part) -}}
{{- end -}}
{{- end -}}
{{- else -}}
{{- range $name, $value := dict "passwordsSecret" .passwordsSecret "certificates.brokerSecret" .certificates.brokerSecret "certificates.redisSecret" .certificates.redisSecret "certificates.devicesSecret" .certificates.devicesSecret "certificates.issuer.name" .certificates.issuer.name -}}
{{- if $value -}}
{{- fail (printf "secure.%s is '%s', but secure.enabled is false: nothing would be encrypted." $name $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Device services beside the first. */}}
{{- define "hearth.refuseInstances" -}}
{{- $setting := "HEARTH_DEVICE_INSTANCE" -}}
{{- if hasKey .Values.deviceService.settings $setting -}}
{{- fail (printf "deviceService.settings.%s is '%v', but the first device service has no name: those that have are deviceService.instances." $setting (index .Values.deviceService.settings $setting)) -}}
{{- end -}}
{{- $names := list -}}
{{- range .Values.deviceService.instances -}}
{{- if has .name $names -}}
{{- fail (printf "deviceService.instances has the name '%s' twice: each is a service of its own, device-mqtt_%s, and is there once." .name .name) -}}
{{- end -}}
{{- $names = append $names .name -}}
{{- $full := printf "%s-device-service-%s" (include "hearth.fullname" $) .name -}}
{{- if gt (len $full) 52 -}}
{{- fail (printf "deviceService.instances has the name '%s', which makes a StatefulSet '%s' of %d characters: allowed are 52. Take a shorter one, or a shorter fullnameOverride." .name $full (len $full)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* How many there are of what. */}}
{{- define "hearth.refuseReplicas" -}}
{{- if ne (int .Values.deviceService.replicas) 1 -}}
{{- fail (printf "deviceService.replicas is %d, but one process keeps the order of what each device sends: allowed is 1. More device services, each with devices of its own, are deviceService.instances." (int .Values.deviceService.replicas)) -}}
{{- end -}}
{{- range $key, $service := include "hearth.services" . | fromYaml -}}
{{- with include "hearth.valuesOf" (dict "root" $ "key" $key "service" $service) | fromYaml -}}
{{- if dig "autoscaling" "enabled" false . -}}
{{- if le (int .autoscaling.maxReplicas) (int .replicas) -}}
{{- fail (printf "%s.autoscaling.maxReplicas is %d, but %s.replicas, which is the fewest, is %d: nothing would ever be added. Allowed is more than that." $key (int .autoscaling.maxReplicas) $key (int .replicas)) -}}
{{- end -}}
{{- if not (dig "requests" "cpu" "" .resources) -}}
{{- fail (printf "%s.autoscaling.enabled is true, but %s.resources.requests.cpu is not set: it is what the use is compared with." $key $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with .Values.rulesEngine -}}
{{- if and .autoscaling.enabled (gt (int .autoscaling.maxReplicas) (int .shares)) -}}
{{- fail (printf "rulesEngine.autoscaling.maxReplicas is %d, but rulesEngine.shares is %d: a replica without a share of the devices has nothing to do. Allowed are as many replicas as shares." (int .autoscaling.maxReplicas) (int .shares)) -}}
{{- end -}}
{{- end -}}
{{- if gt (int .Values.rulesEngine.replicas) (int .Values.rulesEngine.shares) -}}
{{- fail (printf "rulesEngine.replicas is %d, but rulesEngine.shares is %d: a replica without a share of the devices has nothing to do. Allowed are as many replicas as shares." (int .Values.rulesEngine.replicas) (int .Values.rulesEngine.shares)) -}}
{{- end -}}
{{- end -}}

{{/*
The volumes of a StatefulSet that is there: Kubernetes lets none of them be changed, and would end an upgrade half-way. Rendered
without a cluster none is there.
*/}}
{{- define "hearth.refuseClaims" -}}
{{- $claims := dict -}}
{{- range $part := list "broker" "redis" -}}
{{- with index $.Values $part -}}
{{- if .enabled }}{{ $_ := set $claims $part (dict "name" $part "persistence" .persistence) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- range $key, $service := include "hearth.services" . | fromYaml -}}
{{- with (include "hearth.valuesOf" (dict "root" $ "key" $key "service" $service) | fromYaml).persistence -}}
{{- $_ := set $claims $key (dict "name" $service.name "persistence" .) -}}
{{- end -}}
{{- end -}}
{{- $but := "%s.persistence.%s is '%s', but the StatefulSet %s is there and has '%s', which Kubernetes lets nobody change: leave it at that, or do what 'Larger volumes' in the chart's README says." -}}
{{- range $key, $claim := $claims -}}
{{- $name := printf "%s-%s" (include "hearth.fullname" $) $claim.name -}}
{{- range dig "spec" "volumeClaimTemplates" (list) (lookup "apps/v1" "StatefulSet" $.Release.Namespace $name) -}}
{{- $size := dig "spec" "resources" "requests" "storage" "" . -}}
{{- if ne (include "hearth.octets" $size) (include "hearth.octets" $claim.persistence.size) -}}
{{- fail (printf $but $key "size" $claim.persistence.size $name $size) -}}
{{- end -}}
{{- $class := dig "spec" "storageClassName" "" . -}}
{{- if ne $class $claim.persistence.storageClass -}}
{{- fail (printf $but $key "storageClass" $claim.persistence.storageClass $name $class) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The ways in from outside, and who they are for. */}}
{{- define "hearth.refuseRoutes" -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "ingress.enabled is true, but ingress.host is empty: name the host under which it is to answer." -}}
{{- end -}}
{{- if and .Values.gateway.enabled (not .Values.gateway.parentRefs) -}}
{{- fail "gateway.enabled is true, but gateway.parentRefs is empty: name the Gateway that it is for." -}}
{{- end -}}
{{- range $way := list "ingress" "gateway" -}}
{{- $values := index $.Values $way -}}
{{- if $values.enabled -}}
{{- if not $values.authentication -}}
{{- fail (printf "%s.enabled is true, but %s.authentication is empty: the services ask nobody for a name. Set it to controller, when the controller does by its annotations or policies, or to none, when whoever reaches it may read and change everything." $way $way) -}}
{{- end -}}
{{- include "hearth.refuseUnheard" (dict "root" $ "what" (printf "%s.enabled" $way) "who" "the controller") -}}
{{- end -}}
{{- end -}}
{{- if .Values.monitoring.serviceMonitor.enabled -}}
{{- include "hearth.refuseUnheard" (dict "root" $ "what" "monitoring.serviceMonitor.enabled" "who" "Prometheus") -}}
{{- end -}}
{{- end -}}

{{/* Who is to ask the services must be let in. */}}
{{- define "hearth.refuseUnheard" -}}
{{- with .root.Values.networkPolicy -}}
{{- if and .enabled (not .clients) -}}
{{- fail (printf "%s is true, but networkPolicy.clients is empty: %s would not be let in. Name it there, by its namespace." $.what $.who) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What the chart sets by itself. */}}
{{- define "hearth.refuseSettings" -}}
{{- range $key, $service := include "hearth.services" . | fromYaml -}}
{{- $own := include "hearth.environment" (dict "root" $ "key" $key "service" $service) | fromYamlArray -}}
{{- range $name, $value := (include "hearth.valuesOf" (dict "root" $ "key" $key "service" $service) | fromYaml).settings -}}
{{- if and (has $name (list "HEARTH_BUS_BASE_TOPIC" "HEARTH_BUS_ENABLE_NAME_FIELD_ESCAPE")) (include "hearth.secured" (dict "root" $ "part" "broker")) -}}
{{- fail (printf "%s.settings.%s is '%v', but secure.enabled is true: who may publish and hear what is said there of EdgeX's topics as they are without it." $key $name $value) -}}
{{- end -}}
{{- range $own -}}
{{- if eq .name $name -}}
{{- fail (printf "%s.settings.%s is '%v', but the chart sets it itself, from other values: leave it out." $key $name $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
